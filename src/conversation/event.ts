import type { Language } from '../language.ts'
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
} & Happening

export type Happening =
  | { kind: 'start'; payload: string }
  | { kind: 'command'; name: string }
  | { kind: 'text'; text: string; message: string }
  | { kind: 'edited'; text: string; message: string }
  | { kind: 'media'; media: MediaRef; caption: string; message: string }
  | { kind: 'contact'; phone: string; own: boolean }
  | { kind: 'tap'; tap: Tap | null; message: string }
  | { kind: 'blocked' }
  | { kind: 'unblocked' }
  /** Stickers, locations, dice …: nothing a flow can use. */
  | { kind: 'other'; what: string }

/** A pressed button. `null` in the event: made up, or made for another chat. */
export type Tap =
  | { kind: 'step'; revision: number; tap: string; value: string }
  | { kind: 'entry'; flow: string; entry: string; value: string }
