import { systemClock } from '../../../src/clock.ts'
import { silentLog } from '../../../src/log.ts'
import { createGovernor } from '../../../src/messages/governor.ts'
import { createMessages } from '../../../src/messages/messages.ts'
import { createApi } from '../../../src/telegram/api.ts'
import { createCodec } from '../../../src/telegram/codec.ts'
import { createForum } from '../../../src/telegram/forum.ts'
import { createTransport } from '../../../src/telegram/transport.ts'
import { type Ground, oneEach } from './ground.ts'
import type { Wall } from './wall.ts'

/** Answers customers from this process, as a bot's process does: posts a reply and delivers it at once. */
export function openDesk({ connection, redis, prefix }: Ground, { token, apiRoot }: Wall) {
  const api = createApi({ token, apiRoot })
  const governor = createGovernor({ redis, prefix })
  const forum = createForum({ connection, api, governor })
  const messages = createMessages({
    connection,
    redis: { producer: redis, worker: redis },
    prefix,
    clock: systemClock,
    governor,
    transport: createTransport({ api, codec: createCodec(token), forum, log: silentLog }),
    log: silentLog,
  })
  let replies = 0

  return async function reply(chat: number): Promise<void> {
    await messages.post(oneEach([chat], { lane: 'reply', key: `reply:${++replies}` }))
    await messages.deliver(`tg:${chat}`)
  }
}
