import type { Consumer } from '../consumer.ts'
import { chatting } from './chats.ts'
import { copying } from './copy.ts'
import { editing } from './edit.ts'
import { topics } from './forum.ts'
import type { Methods } from './method.ts'
import { answering } from './press.ts'
import { profile } from './profile.ts'
import { sending } from './send.ts'
import { sendingMedia } from './send-media.ts'
import { receiving } from './updates.ts'

/** Every method that is simulated. */
export function allMethods(consumer: Consumer): Methods {
  return {
    ...receiving(consumer),
    ...profile,
    ...sending,
    ...sendingMedia,
    ...editing,
    ...answering,
    ...copying,
    ...topics,
    ...chatting,
  }
}
