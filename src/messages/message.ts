import type { Attachment, Rich, Screen } from './screen.ts'

/** Who goes first when not everything may leave at once: somebody waiting, somebody told, somebody asked, somebody wooed. */
export const lanes = ['reply', 'transactional', 'survey', 'campaign'] as const
export type Lane = (typeof lanes)[number]

/** Why somebody is written to: decides about consent, quiet hours and caps. */
export type Purpose = 'reply' | 'service' | 'marketing' | 'survey'

/** Purposes that nobody asked for: how often a customer gets such messages is capped, whatever they are about. */
export const cappedPurposes: readonly Purpose[] = ['marketing', 'survey']

/**
 * What one message says; each is one call to the channel. Other messages are named by their outbox key, but `answers` is the
 * channel's id of a message in the same chat that this one replies to.
 */
export type Content =
  /**
   * With `edit`, that message is changed in place; sent anew when it never went out or can no longer be changed. `editId`
   * is the channel's id of it where that is known already: whoever taps a message names it. With `moves` it is taken away where
   * it stands and sent anew, to another topic.
   */
  | {
      kind: 'screen'
      screen: Screen
      revision: number
      edit?: string
      editId?: string | undefined
      moves?: true
      silent?: boolean
    }
  /** `dropKeyboard` takes the reply keyboard away that asked for a contact. */
  | { kind: 'plain'; text: Rich; dropKeyboard?: boolean; silent?: boolean; answers?: string }
  | Attachment
  /** Somebody else's message, with its pictures and recordings, as the channel keeps it. */
  | { kind: 'copy'; from: { chat: string; remoteId: string }; silent?: boolean; answers?: string }
  /**
   * Words of a person, with the channel's own formatting; `sign` stands before them and tells whose they are. With `saidAt`
   * their reader sees how late they come.
   */
  | { kind: 'line'; sign: string; text: string; marks?: unknown; saidAt?: Date; answers?: string }
  /** Their new words in place of a copy that was made. */
  | { kind: 'reword'; of: string; text: string; marks?: unknown }
  /** A sign under a message that somebody else wrote, by the channel's id. */
  | { kind: 'react'; to: string; emoji: string }
  | { kind: 'pin'; of: string }
  | { kind: 'remove'; of: string }
  /** Takes its topic away with everything in it; where the chat has none, these messages, by the channel's ids. */
  | { kind: 'forget-topic'; messages: string[] }

export type OutboxMessage = {
  /** Unique and deterministic: put in twice, it is there once. */
  _id: string
  lane: Lane
  /** Place of the lane in `lanes`, so that the database can sort by it. */
  rank: number
  purpose: Purpose
  to: Addressee
  about?: About
  /** Whom it speaks of, where it goes to somebody else: the right of a customer to be forgotten reaches it. */
  customerId?: string
  content: Content
  /** Messages of one addressee with the same bundle, one right after the other, leave together in one call. */
  bundle?: string
  /** Among messages of one chat, lane and `notBefore`: lower first. */
  order: number
  /** Not sent before, never sent after (UTC, by our clock). */
  notBefore: Date
  expiresAt: Date
  state: MessageState
  /** Why it was not sent, has to wait, or may have been sent twice. */
  reason?: string
  /** Calls made so far; also tells the writes of one attempt from those of the next. */
  attempts: number
  /** How many of these ended without an answer: each may have been delivered all the same. */
  doubts: number
  createdAt: Date
  /** When the last attempt began, by our clock: of one without an answer nothing else tells when it may have arrived. */
  calledAt?: Date
  sentAt?: Date
  /** The channel's id of the message, for edits an id that existed before. */
  remoteId?: string
  /** The channel says that this person cannot be written to. */
  unreachable?: boolean
}

/** `chat` such as `tg:123`; groups have a negative id. A `topic` is made by the channel, under its name, when it is not there. */
export type Addressee = { chat: string; topic?: Topic }
export type Topic = { key: string; name: string }
export type About = { kind: string; id: string; version: number }

/** `unknown`: sent or not, nobody can tell. `dropped`: no longer wanted. `failed`: the channel would not have it. */
export type MessageState = 'pending' | 'sending' | 'sent' | 'unknown' | 'failed' | 'dropped'

/** What a room hands in; `notBefore` is now and `order` 0 when left out. */
export type NewMessage = Pick<OutboxMessage, '_id' | 'lane' | 'purpose' | 'to' | 'content' | 'expiresAt'> &
  Partial<Pick<OutboxMessage, 'about' | 'customerId' | 'order' | 'notBefore' | 'bundle'>>

/**
 * What became of one attempt. `retryAfterMs`: surely not performed; `flooded` when the channel said that we are too
 * fast, `false` when it was not there at all. `postponed`: surely not performed, and this chat is at fault: a person has to
 * mend it, so it is tried again in so long by our clock. `unknown`: may have been performed. `behind`: surely not performed,
 * the call was made for something that has to go first, `inDoubt` when that had no answer. `each` holds the ids of messages
 * that went together and arrived one by one; `anew` says that what was to be edited is gone, and this stands in its place.
 */
export type Outcome =
  | { sent: string; each?: string[]; anew?: true }
  | { failed: string; unreachable?: boolean }
  | { unknown: string }
  | { retryAfterMs: number; flooded: boolean }
  | { postponed: string; forMs: number }
  | { dropped: string }
  | { behind: string; inDoubt?: true }

/** The channel's id of a message of ours, by outbox key; `null` when it was never sent. */
export type Lookup = (key: string) => Promise<string | null>

/**
 * Carries one message out, or several that go together; given by the channel. Settles within 10 s and returns the channel's
 * answers, never throws them.
 */
export type Transport = (message: OutboxMessage, lookup: Lookup, companions?: OutboxMessage[]) => Promise<Outcome>

/** Asked at the moment of sending: may this go out now? `null` for yes. */
export type Check = (message: OutboxMessage) => Promise<Objection | null>
export type Objection = { drop: string } | { later: Date; reason?: string }
