import type { z } from 'zod'
import type { Language } from '../language.ts'
import type { Rich, Screen } from '../messages/screen.ts'
import type { Refusal } from '../refusal.ts'
import type { MediaRef } from '../shop/appointments/appointment.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Shop } from '../shop/shop.ts'
import type { Understood } from '../shop/wishes/wish.ts'

/**
 * A flow is a versioned table of named steps. `knows` says what each step knows when it is shown: a move to a step
 * without what it must know does not compile, and a stored record that does not parse is dropped politely.
 *
 *   knows   { time: z.object({ itemIds: … }), confirm: z.object({ appointmentId: … }) }
 *   inputs  { start: z.string() }                    what it can be entered with
 *   entries { start: (c, input) => move }
 *   steps   { time: { show, taps: { pick: (c, value) => move } }, confirm: … }
 */
export type Flow<Knows extends Schemas = Schemas, Inputs extends Schemas = Schemas> = {
  name: string
  /** Raised whenever `knows` changes its meaning: older records are dropped politely. */
  version: number
  knows: Knows
  inputs: Inputs
  entries: { [E in keyof Inputs]: Open<Knows, z.infer<Inputs[E]>> }
  steps: { [S in keyof Knows]: Step<Knows, z.infer<Knows[S]>> }
  /** A time the customer typed, at any step of this flow; without it the flow is left for a booking. */
  when?: Answer<Knows, Understood>
  /** Called when the customer leaves the flow half-way, to give back what it holds. */
  leave?: (c: Context<unknown>) => Promise<void>
  /**
   * `false` for the menu, which is where leaving leads; `'menu'` where nothing is half-done, so that ✖ 取消 would be
   * taken for more than it is (in 我的预约: for cancelling the appointment).
   */
  footer?: false | 'menu'
  /** Says one thing and is over; whatever was going on stays open below it. */
  aside?: boolean
}

export type Schemas = Record<string, z.ZodType>

export type Step<Knows extends Schemas, State> = {
  show: Bivariant<[c: Context<State>], Screen | Promise<Screen>>
  taps?: Record<string, Answer<Knows, string, State>>
  /** Typed words. `null`: not for this step, let the rest of the house have them. */
  text?: Answer<Knows, Typed, State, null>
  media?: Answer<Knows, Sent, State>
  contact?: Answer<Knows, { phone: string; own: boolean }, State>
  /** An earlier message was edited. `null`: it is heard as if it were said now. */
  edited?: Answer<Knows, Typed, State, null>
  /** Where ◀ 返回 leads; without it there is no such button. */
  back?: Bivariant<[c: Context<State>], MoveOrLater<Knows>>
}

export type Typed = { text: string; message: string }
export type Sent = { media: MediaRef; caption: string; message: string }

/** What a step answers with. `customer`: who the customer is now, where the step has changed that. */
export type Move<Knows extends Schemas = Schemas> = Way<Knows> & { customer?: Customer | undefined }

type Way<Knows extends Schemas> =
  | { [S in keyof Knows]: { to: S; state: z.infer<Knows[S]>; notice?: Rich } }[keyof Knows]
  /** Shows the same step again with a word on top; with `state` it knows something more. */
  | { stay: Rich; state?: unknown }
  /** The same with a business "no", worded by the table of refusals. */
  | { refuse: Refusal }
  /**
   * Changes the message whose button was pressed, in place; whatever is going on stays as it is. After words, which stand on
   * no message, it is a `done`.
   */
  | { redraw: Screen }
  /** Ends the flow; the screen stays in the chat as a record. */
  | { done: Screen }
  /** Goes on in another flow. */
  | { enter: string; entry: string; input?: unknown; notice?: Rich }

export type MoveOrLater<Knows extends Schemas, Extra = never> = Move<Knows> | Extra | Promise<Move<Knows> | Extra>
export type Open<Knows extends Schemas, Input> = Bivariant<[c: Context<null>, input: Input], MoveOrLater<Knows>>
export type Answer<Knows extends Schemas, Input, State = unknown, Extra = never> = Bivariant<
  [c: Context<State>, input: Input],
  MoveOrLater<Knows, Extra>
>
type Bivariant<Args extends unknown[], Result> = { call(...args: Args): Result }['call']

/** What a step may look at and whom it may ask. */
export type Context<State> = {
  state: State
  language: Language
  /** The shop's now (UTC instant). */
  now: Date
  chat: string
  /** Unique to what just happened, the same when it is handled again: ids made from it repeat nothing. */
  key: string
  customer: Customer
  shop: Shop
  /** Who does this, for histories: the chat, or somebody of the shop on the customer's behalf. */
  by: string
  isOnBehalf: boolean
  /** Whether advisors can be reached in a group of theirs. */
  hasDesk: boolean
}

/** Declares a flow; only infers types. */
export function flow<const Name extends string, Knows extends Schemas, Inputs extends Schemas>(
  declared: Flow<NoInfer<Knows>, NoInfer<Inputs>> & { name: Name; knows: Knows; inputs: Inputs },
): Flow<Knows, Inputs> & { name: Name } {
  return declared
}
