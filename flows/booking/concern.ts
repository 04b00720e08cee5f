import type { Context, Move, Sent, Typed } from '../../src/conversation/flow.ts'
import { thanksFor } from '../steps/concern.ts'
import { type Concern, draft, type Knows, type Started } from './draft.ts'
import { bookingTexts } from './texts.ts'

type Next = Move<Knows>

/** More pieces of concern than any customer sends in one booking; the rest is refused kindly, not stored. */
const piecesAtMost = 20

/** Every step of a booking hears pictures, recordings and corrections, whatever it asks for itself. */
export const listening = { media: keepSent, edited: keepEdited }

/** Words typed where the customer is telling of the fault, or instead of choosing an item. */
export function keepWords(c: Context<unknown>, { text, message }: Typed): Next {
  return keep(c, { words: text, media: [], saidAt: c.now, message })
}

/** The first words about a fault lead to where more can be told. */
export function startTelling(c: Context<unknown>, typed: Typed): Next {
  const next = keepWords(c, typed)
  return 'state' in next ? { to: 'concern', state: draft.parse(next.state) } : next
}

function keepSent(c: Context<unknown>, { media, caption, message }: Sent): Next {
  return keep(c, { words: caption, media: [media], saidAt: c.now, message })
}

/** An edit is added to the words it changes; the first words stay. `null` when it changes none. */
function keepEdited(c: Context<unknown>, { text, message }: Typed): Next | null {
  const known = (c.state as Started).concern.some((piece) => piece.message === message)
  if (!known) return null
  return keep(c, { words: text, media: [], saidAt: c.now, message }, bookingTexts[c.language].concernEdited)
}

/** Rule 4.1: the customer's words are added, never changed, at whatever step they come. */
function keep(c: Context<unknown>, piece: Concern, thanks?: string): Next {
  const t = bookingTexts[c.language]
  const state = c.state as Started
  if (state.concern.length >= piecesAtMost) return { stay: t.concernFull }
  const notice = thanksFor(c, piece.media, thanks ?? t.concernKept)
  return { stay: notice, state: { ...state, concern: [...state.concern, piece] } }
}
