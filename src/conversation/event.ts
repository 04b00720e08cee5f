import type { Language } from '../language.ts'
import type { Addressee } from '../messages/message.ts'
import type { MediaRef } from '../shop/appointments/appointment.ts'

/** Something a person did in a chat, in no channel's terms. */
export type ChatEvent = {
  /** Unique per happening; the same happening delivered twice carries the same key. */
  key: string
  /** `tg:<chatId>` */
  chat: string
  person: { name: string | null; language: Language }
  /** When the channel says it happened (UTC). */
  at: Date
  /** Somebody of the shop does it on a customer's behalf. */
  seat?: Seat
} & Happening

/** Where a flow is played for a customer by `by`, whose own language is the shop's. */
export type Seat = { customerId: string; by: string; to: Addressee }

export type Happening =
  | { kind: 'start'; payload: string }
  | { kind: 'command'; name: string }
  | ({ kind: 'text'; text: string } & Written)
  | ({ kind: 'edited'; text: string } & Written)
  | ({ kind: 'media'; media: MediaRef; caption: string } & Written)
  | { kind: 'contact'; phone: string; own: boolean; message: string }
  /** `label` is what stood on the button, if the channel tells. */
  | { kind: 'tap'; tap: Tap | null; label: string | null; message: string }
  | { kind: 'blocked' }
  | { kind: 'unblocked' }
  /** Stickers, locations, dice …: nothing a flow can use. */
  | { kind: 'other'; what: string; message: string }

/** Which message it was, which one it answers, and the channel's own formatting of the words. */
export type Written = { message: string; answers?: string; marks?: unknown }

/** A pressed button. `null` in the event: made up, or made for another chat. */
export type Tap =
  | { kind: 'step'; revision: number; tap: string; value: string }
  | { kind: 'entry'; flow: string; entry: string; value: string }
