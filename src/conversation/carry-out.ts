import type { Language } from '../language.ts'
import type { Rich, Screen } from '../messages/screen.ts'
import type { Refusal } from '../refusal.ts'
import type { Context, Flow, Move } from './flow.ts'
import { type Place, stepOf } from './turn.ts'

/** Where a turn ends: the place the chat is at now, what to show there in which language, and what is said besides. */
export type Ending = {
  place: Place | null
  screen: Screen
  notice: Rich | null
  asides: Screen[]
  language: Language
  /** `screen` stands in the message that was tapped; what is going on is not shown again. */
  redraws?: boolean
}

/** How refusals are worded; written beside the flows. */
export type RefusalWords = (refusal: Refusal, language: Language) => Rich

/** More hops than any chain of flows needs; a longer one is a circle. */
const hopsAtMost = 8

/**
 * Follows a move, which a `tap` or words led to, through as many flows as it enters, until there is a screen to show. Throws on a circle or an
 * unknown name: both are bugs of a flow.
 */
export async function carryOut(
  first: Move,
  from: Place | null,
  c: Context<unknown>,
  { flows, wordRefusal }: { flows: Record<string, Flow>; wordRefusal: RefusalWords },
  { onTap }: { onTap: boolean },
): Promise<Ending> {
  const asides: Screen[] = []
  let move = first
  let place = from
  let { customer } = c
  let notice: Rich | null = null

  /** A step may have changed the customer (language, phone): what follows sees who it is now. */
  const seenBy = <S>(state: S): Context<S> => ({ ...c, customer, language: customer.language, state })

  async function ending(at: Place | null, done?: Screen): Promise<Ending> {
    const { language } = customer
    const screen = done ?? (at && (await stepOf(at).show(seenBy(at.state))))
    if (!screen) throw new Error('there is nothing to show')
    return { place: at, screen, notice, asides, language }
  }

  for (let hop = 0; hop < hopsAtMost; hop++) {
    // Whoever acts on a customer's behalf goes on in their own language.
    if (move.customer) customer = c.isOnBehalf ? { ...move.customer, language: c.language } : move.customer
    if ('notice' in move && move.notice) notice = move.notice
    if ('enter' in move) {
      const target = flows[move.enter]
      const open = target?.entries[move.entry]
      const schema = target?.inputs[move.entry]
      if (!target || !open || !schema) throw new Error(`no flow entry ${move.enter}.${move.entry}`)
      const opened: Move = await open(seenBy(null), schema.parse(move.input))
      if ('redraw' in opened && onTap) return { ...(await ending(from, opened.redraw)), redraws: true }
      const answer: Move = 'redraw' in opened ? { done: opened.redraw } : opened
      if (target.aside && place && 'done' in answer) {
        asides.push(answer.done)
        return ending(place)
      }
      if (!('stay' in answer) && !('refuse' in answer)) place = { flow: target, step: '', state: null }
      else if (!place) throw new Error(`flow ${target.name} cannot stay: nothing is going on`)
      move = answer
      continue
    }
    if ('done' in move) return ending(null, move.done)
    if ('redraw' in move) throw new Error('only the entry of a flow changes a message that hangs already')
    if (!place) throw new Error('a step can only be shown inside a flow')
    if ('to' in move) {
      const schema = place.flow.knows[move.to]
      if (!schema) throw new Error(`flow ${place.flow.name} has no step ${move.to}`)
      return ending({ flow: place.flow, step: move.to, state: schema.parse(move.state) })
    }
    if ('stay' in move) {
      notice = move.stay
      if (move.state !== undefined) place = { ...place, state: place.flow.knows[place.step]?.parse(move.state) }
    } else notice = wordRefusal(move.refuse, customer.language)
    return ending(place)
  }
  throw new Error(`flows go in a circle at ${place?.flow.name}`)
}
