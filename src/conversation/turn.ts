import type { Rich } from '../messages/screen.ts'
import type { ChatEvent } from './event.ts'
import type { Context, Flow, Move, Schemas, Step, Typed } from './flow.ts'
import { engineTexts } from './texts.ts'
import type { Aside, Enter, Understanding } from './understanding.ts'

/** A step of a flow with what it knows. */
export type Place = { flow: Flow; step: string; state: unknown }

/**
 * What one happening leads to, before it is carried out. `inPlace`: the current message is edited, else the screen
 * appears below what the person just said. `leaves`: the move came from outside the current flow, which gives back
 * what it holds.
 */
export type Turn = { move: Move; inPlace: boolean; leaves?: boolean; puzzled?: boolean }

/** Taps that the engine adds to every step. */
export const backTap = '_back'
export const leaveTap = '_leave'

/** `puzzled`: how many utterances just before this one were not understood. */
type Deps = { understanding: Understanding; puzzled: number }

/** A pressed button of the current screen. */
export async function onStepTap(
  place: Place,
  tap: string,
  value: string,
  c: Context<unknown>,
  home: Enter,
): Promise<Turn | null> {
  const step = stepOf(place)
  if (tap === leaveTap) {
    const notice = place.flow.footer === 'menu' || c.isOnBehalf ? {} : { notice: engineTexts[c.language].left }
    return { move: { ...home, ...notice }, inPlace: true, leaves: true }
  }
  if (tap === backTap) return step.back ? { move: await step.back(c), inPlace: true } : null
  const answer = step.taps && Object.hasOwn(step.taps, tap) ? step.taps[tap] : undefined
  return answer ? { move: await answer(c, value), inPlace: true } : null
}

/** A button that opens a flow; `null` when it names nothing that can be opened so. */
export function onEntryTap(flows: Record<string, Flow>, name: string, entry: string, value: string): Turn | null {
  const target = Object.hasOwn(flows, name) ? flows[name] : undefined
  const input = target && Object.hasOwn(target.inputs, entry) ? target.inputs[entry] : undefined
  if (!input?.safeParse(value).success) return null
  return { move: { enter: name, entry, input: value }, inPlace: false, leaves: true }
}

/** Everything a person does except pressing buttons. The order of the questions is the precedence of the rules. */
export async function onSaid(event: ChatEvent, place: Place | null, c: Context<unknown>, deps: Deps): Promise<Turn> {
  const { understanding } = deps
  const lost = () => puzzled(place, c, deps, '')
  const step = place && stepOf(place)
  const useButtons = () => stayOrHome(place, engineTexts[c.language].useButtons, understanding)
  switch (event.kind) {
    case 'start':
      return outside(await understanding.onStart(event.payload, c))
    case 'command':
      return outside(understanding.command(event.name) ?? understanding.home)
    case 'text':
      return (await onText(event, place, c, understanding)) ?? puzzled(place, c, deps, event.text)
    case 'edited': {
      const answer = step?.edited ? await step.edited(c, event) : null
      // An edit is how many people put a slip right: the corrected words count as said now.
      return answer ? inside(answer) : ((await onText(event, place, c, understanding)) ?? inside(useButtons()))
    }
    case 'media':
      if (step?.media) return inside(await step.media(c, event))
      return aside(await understanding.onMedia(event, c), place, understanding)
    case 'contact':
      return inside(step?.contact ? await step.contact(c, event) : useButtons())
    default:
      return lost()
  }
}

async function onText(
  { text, message }: Typed,
  place: Place | null,
  c: Context<unknown>,
  understanding: Understanding,
): Promise<Turn | null> {
  const pressed = place && footerTap(text, c)
  if (pressed) {
    const turn = await onStepTap(place, pressed, '', c, understanding.home)
    if (turn) return { ...turn, inPlace: false }
  }
  const word = understanding.globalWord(text) ?? (await understanding.onAttending(text, c))
  if (word) return outside(word)
  const step = place && stepOf(place)
  const free = !step?.text && !place?.flow.when
  const score = await understanding.onScore({ text, message }, c, free)
  if (score) return outside(score)
  const kindness = understanding.smallTalk(text, c)
  if (kindness) return inside(stayOrHome(place, kindness, understanding))

  const understood = understanding.time(text, c)
  // A bare number answers the question that was asked (a mileage), it is no hour.
  const bareNumber = /^[\d\s.,]+$/u.test(text)
  if (understood.kind !== 'none' && understood.rest === '' && !(step?.text && bareNumber)) {
    if (place?.flow.when) return inside(await place.flow.when(c, understood))
    return aside(understanding.onTime(understood, { text, message }, c), place, understanding)
  }
  const answer = step?.text ? await step.text(c, { text, message }) : null
  if (answer) return inside(answer)
  const rest = understood.kind === 'none' ? text : understood.rest
  const opinion = free ? await understanding.onOpinion({ text, message }, rest, c) : null
  if (opinion) return outside(opinion)
  if (understood.kind !== 'none')
    return aside(understanding.onTime(understood, { text, message }, c), place, understanding)
  const words = await understanding.onWords({ text, message }, c)
  return words && aside(words, place, understanding)
}

/** The engine's own buttons on a reply keyboard arrive as their labels. */
function footerTap(text: string, { language }: Context<unknown>): string | null {
  const { back, leave, menu } = engineTexts[language]
  return text === back ? backTap : text === leave || text === menu ? leaveTap : null
}

const inside = (move: Move): Turn => ({ move, inPlace: false })
const outside = (move: Move): Turn => ({ move, inPlace: false, leaves: true })

/** Not understood; the second time in a row a person is asked in, or the way to one is shown. */
function puzzled(
  place: Place | null,
  c: Context<unknown>,
  { understanding, puzzled: before }: Deps,
  text: string,
): Turn {
  const { notUnderstood, stillNotUnderstood } = engineTexts[c.language]
  if (before > 0 && text !== '' && c.hasDesk && !c.isOnBehalf) return outside(understanding.lost(text))
  const move = stayOrHome(place, before > 0 ? stillNotUnderstood : notUnderstood, understanding)
  return { move, inPlace: false, puzzled: true }
}

function aside(answer: Aside, place: Place | null, understanding: Understanding): Turn {
  return 'stay' in answer ? inside(stayOrHome(place, answer.stay, understanding)) : outside(answer)
}

/** A word on top of the current step, or of the menu when nothing is going on. */
function stayOrHome(place: Place | null, notice: Rich, { home }: Understanding): Move {
  return place ? { stay: notice } : { ...home, notice }
}

export function stepOf(place: Place): Step<Schemas, unknown> {
  const step = place.flow.steps[place.step]
  if (!step) throw new Error(`flow ${place.flow.name} has no step ${place.step}`)
  return step
}
