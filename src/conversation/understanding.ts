import type { Rich } from '../messages/screen.ts'
import type { Understood } from '../shop/wishes/wish.ts'
import type { Context, Move, Sent, Typed } from './flow.ts'

export type Enter = Extract<Move, { enter: string }>
export type Aside = Enter | { stay: Rich }

/** What the house makes of words and pictures that no step asked for. Written beside the flows. */
export type Understanding = {
  /** Words that win over any step: 人工, 投诉, 取消 … */
  globalWord(text: string): Enter | null
  /** Words about an appointment that is close: late, cannot come, here. They win over any step as well. */
  onAttending(text: string, c: Context<unknown>): Promise<Enter | null>
  /** A typed answer to a survey. `free`: nothing that is going on waits for words, so a bare number may be one. */
  onScore(typed: Typed, c: Context<unknown>, free: boolean): Promise<Enter | null>
  /**
   * More about a complaint, or about a poor score, that was told a moment ago; asked when nothing else waits for words. `rest` is
   * the text without its time.
   */
  onOpinion(typed: Typed, rest: string, c: Context<unknown>): Promise<Enter | null>
  /** The answer to a greeting or thanks, which changes nothing; `null` for anything else. */
  smallTalk(text: string, c: Context<unknown>): Rich | null
  /** The time in an utterance, by the shop's hours and horizon. */
  time(text: string, c: Context<unknown>): Understood
  /** A time typed where no flow waits for one. */
  onTime(understood: Understood, typed: Typed, c: Context<unknown>): Aside
  /** Words that name something the shop does, or answer what was asked; `null` when nothing was recognised. */
  onWords(typed: Typed, c: Context<unknown>): Promise<Aside | null>
  /** A photo, recording or paper that no step asked for. */
  onMedia(sent: Sent, c: Context<unknown>): Promise<Aside>
  command(name: string): Enter | null
  /** Where a START leads: the first time, and every other. */
  onStart(payload: string, c: Context<unknown>): Promise<Enter>
  /** Where somebody who was not understood twice is taken, with what they said last. */
  lost(text: string): Enter
  /** Words that a person who has the chat cannot keep from the bot: an opt-out holds at once. */
  isForBot(text: string): boolean
  /** Where leaving leads when a flow is played on a customer's behalf. */
  homeOnBehalf: Enter
  home: Enter
  human: Enter
}
