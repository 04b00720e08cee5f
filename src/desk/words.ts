import type { Language } from '../language.ts'
import type { Rich, Screen } from '../messages/screen.ts'
import type { Refusal } from '../refusal.ts'
import type { Advisor } from '../shop/advisors/advisor.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Handoff } from '../shop/handoffs/handoff.ts'
import type { Line } from '../shop/handoffs/line.ts'

/** Everything the desk says; written beside the flows. To the group in the shop's language, to customers in theirs. */
export type DeskWords = {
  /** Stand before a customer's words, their second thoughts, and the label of a button they pressed. */
  signs: { said: string; edited: string; tapped: string }
  /** Who is there for the customer from now on. */
  served: (advisor: Pick<Advisor, 'name'>, language: Language) => Screen
  /** Nobody is there now, and when somebody will be. */
  offHours: (language: Language) => Screen
  /** Under an advisor's words that did not arrive. */
  notDelivered: (reason: string) => Rich
  /** Under the words of an advisor whose colleague has the chat. */
  held: (line: Line, owner: string) => Screen
  /** Somebody who is no advisor, or stays anonymous, wrote in a customer's topic. */
  strangers: { unknown: Rich; hidden: Rich }
  /** What was sent cannot become a note any more. */
  noNoteNow: Rich
  refusal: (refusal: Refusal) => string
  /** The card that stands first in a customer's topic. */
  card: (customer: Customer, handoff: Handoff | null) => Promise<Screen>
  /** What was said last, for a topic that had to be made again. */
  history: (lines: Line[]) => Rich
}
