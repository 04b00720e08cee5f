import type { Tap, Written } from '../conversation/event.ts'
import type { MediaRef } from '../shop/appointments/appointment.ts'

/** Something that happened in the advisors' group, in no channel's terms. */
export type DeskEvent = {
  /** Unique per happening; the same happening delivered twice carries the same key. */
  key: string
  /** Who did it. `hidden`: an administrator who stays anonymous, or a channel: nobody who can be known. */
  by: { id: string; name: string; hidden: boolean }
  /** The topic it happened in, by the key under which we made it; `null` in General and in topics of people's own. */
  topic: string | null
  at: Date
} & DeskHappening

export type DeskHappening =
  | ({ kind: 'text'; text: string } & Written)
  | ({ kind: 'edited'; text: string } & Written)
  | ({ kind: 'media'; media: MediaRef; caption: string } & Written)
  /** `/close done`: a command's name and the words after it. */
  | ({ kind: 'command'; name: string; words: string } & Written)
  | { kind: 'tap'; tap: Tap | null; message: string }
  /** Stickers, locations …: they can be passed on, and nothing else. */
  | ({ kind: 'other'; what: string } & Written)
  /** What the bot may do in the group has changed. */
  | { kind: 'standing'; isMember: boolean; mayManageTopics: boolean }

/** Tells the person at once that a tap was seen, with words they see over the button. */
export type AnswerTap = (toast?: string) => void
