import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Messages } from '../messages/messages.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Handoff } from '../shop/handoffs/handoff.ts'
import type { Shop } from '../shop/shop.ts'
import { carryOut, type RefusalWords } from './carry-out.ts'
import { contextOf } from './context.ts'
import type { Conversation } from './conversation.ts'
import type { Conversations } from './conversations.ts'
import type { ChatEvent } from './event.ts'
import type { Context, Flow, Move } from './flow.ts'
import { present, replyLivesMs } from './present.ts'
import { engineTexts } from './texts.ts'
import { onEntryTap, onSaid, onStepTap, type Place, stepOf, type Turn } from './turn.ts'
import type { Understanding } from './understanding.ts'

/** Tells the person at once that a tap was seen; with words when it led nowhere. */
export type AnswerTap = (toast?: string) => void

/** The people of the shop, who may have a customer's chat. */
export type People = {
  /** Passes on what was said; false when nobody has the chat any more. */
  hear(event: ChatEvent, customer: Customer, handoff: Handoff): Promise<boolean>
  /** Shows which button was pressed. */
  noteTap(tap: { key: string; label: string | null; at: Date }, customer: Customer): Promise<void>
}

/** Happenings of a chat remembered as answered: more than two processes can have in hand at once. */
const answeredKept = 20

/** Lost races in a row after which something is wrong with more than this chat. */
const racesAtMost = 5

export function createEngine(house: {
  conversations: Conversations
  messages: Messages
  shop: Shop
  flows: Record<string, Flow>
  understanding: Understanding
  wordRefusal: RefusalWords
  /** `null` while the shop has no group to answer in. */
  people: People | null
  clock: Clock
  log: Log
}) {
  const { conversations, messages, shop, flows, understanding, people, clock, log } = house

  /**
   * Handles one happening to its end: the conversation's next revision is stored together with what it says, then
   * the words are put into the outbox and sent. May be called again with the same happening after a crash.
   */
  async function handle(event: ChatEvent, answerTap: AnswerTap = () => {}): Promise<void> {
    if (event.kind === 'blocked') return blocked(event.chat)
    if (event.kind === 'unblocked') return shop.customers.markReachable(event.chat)
    const { seat } = event
    const customer = await customerOf(event)
    const handoff = people && !seat ? await shop.handoffs.liveOf(customer._id) : null
    for (let race = 0; race < racesAtMost; race++) {
      const before = await conversations.open(event.chat)
      const isAnswered = before.answered.includes(event.key)
      if (handoff && !isAnswered && event.kind !== 'tap') {
        const heard = isForPerson(event) && (await people?.hear(event, customer, handoff))
        if (heard && !isForBotToo(event, before)) return
      }
      const after = isAnswered ? before : await answered(event, before, customer, answerTap)
      if (after !== before && !(await conversations.save(after))) continue
      if (seat) await messages.post(after.said)
      else await messages.say(event.chat, after.said)
      if (handoff && event.kind === 'tap') await people?.noteTap({ ...event, at: clock.now() }, customer)
      return
    }
    throw new Error(`conversation ${event.chat} is contended`)
  }

  /** Whoever blocks the bot wants no more advertising either: it counts as an opt-out. */
  async function blocked(chat: string): Promise<void> {
    await shop.customers.markUnreachable(chat, 'blocked')
    const customer = await shop.customers.ofChat(chat)
    const optOut = { purpose: 'marketing' as const, granted: false, textVersion: 'none', source: 'blocked', by: chat }
    if (!customer) return
    await shop.customers.setConsent(customer._id, optOut)
    await shop.outreaches.blockedBy(customer._id)
  }

  /** Whose chat it is; on behalf of whom, with the shop's language for who plays it. */
  async function customerOf({ chat, person, seat }: ChatEvent): Promise<Customer> {
    if (!seat) return shop.customers.greet({ chat, ...person })
    const customer = await shop.customers.get(seat.customerId)
    if (!customer) throw new Error(`no customer ${seat.customerId}`)
    return { ...customer, language: shop.profile.current().language }
  }

  /** While a person has the chat they hear everything that is said; commands and one's own phone are for the bot alone. */
  function isForPerson(event: ChatEvent): boolean {
    const { kind } = event
    if (kind === 'contact') return !event.own
    return kind === 'text' || kind === 'edited' || kind === 'media' || kind === 'other'
  }

  /**
   * Words that the bot deals with besides: an opt-out, a complaint, and the answer to what it asked after a button was pressed
   * – at a step that takes nothing but words.
   */
  function isForBotToo(event: ChatEvent, before: Conversation): boolean {
    if (event.kind !== 'text') return false
    if (understanding.isForBot(event.text)) return true
    const { place } = before.tapped ? restore(before) : { place: null }
    const step = place && stepOf(place)
    return step?.text !== undefined && Object.keys(step.taps ?? {}).length === 0
  }

  /** The conversation as it stands after the happening. */
  async function answered(
    event: ChatEvent,
    before: Conversation,
    customer: Customer,
    answerTap: AnswerTap,
  ): Promise<Conversation> {
    const now = clock.now()
    const { chat, key, seat } = event
    const c = contextOf({ customer, chat, key, now, shop, hasDesk: people !== null, ...(seat && { by: seat.by }) })
    const { place, outdated } = restore(before)
    const here = { ...c, state: place?.state ?? null }
    const turn = outdated ? restart(c, answerTap) : await takeTurn(event, before, place, here, answerTap)
    if (turn.leaves && place?.flow.leave && !entersAside(turn.move)) await place.flow.leave(here)

    const ending = await carryOut(turn.move, place, here, house, { onTap: event.kind === 'tap' })
    const revision = before.revision + 1
    const at = {
      chat: event.chat,
      revision,
      previous: before.screen,
      inPlace: turn.inPlace,
      tapped: event.kind === 'tap' ? event.message : undefined,
      now,
      to: seat?.to ?? { chat },
      customerId: seat?.customerId,
      human: seat ? null : understanding.human,
    }
    const { said, screen } = present(ending, at)
    const flow = ending.place && {
      name: ending.place.flow.name,
      version: ending.place.flow.version,
      step: ending.place.step,
      state: ending.place.state,
    }
    return {
      _id: event.chat,
      revision,
      answered: [...before.answered, event.key].slice(-answeredKept),
      flow,
      screen,
      said,
      puzzled: turn.puzzled ? before.puzzled + 1 : 0,
      tapped: event.kind === 'tap',
    }
  }

  async function takeTurn(
    event: ChatEvent,
    { screen, puzzled }: Conversation,
    place: Place | null,
    c: Context<unknown>,
    answerTap: AnswerTap,
  ): Promise<Turn> {
    if (event.kind !== 'tap')
      return onSaid(event, place, c, { understanding: { ...understanding, home: homeOf(c) }, puzzled })
    const words = engineTexts[c.language]
    const fresh = async (toast: string): Promise<Turn> => {
      answerTap(toast)
      const inPlace = screen !== null && (await messages.remoteIdOf(screen.key)) === event.message
      return { move: place ? { stay: '' } : homeOf(c), inPlace }
    }
    if (event.tap === null) return fresh(words.foreign)
    if (event.tap.kind === 'entry') {
      const turn = onEntryTap(flows, event.tap.flow, event.tap.entry, event.tap.value)
      if (turn) answerTap()
      return turn ?? fresh(words.foreign)
    }
    if (!place || event.tap.revision !== screen?.revision) return fresh(words.stale)
    answerTap()
    return (await onStepTap(place, event.tap.tap, event.tap.value, c, homeOf(c))) ?? fresh(words.foreign)
  }

  /** The stored step, or word that it cannot be gone on with: the flow has changed since, or no longer exists. */
  function restore({ _id, flow }: Conversation): { place: Place | null; outdated: boolean } {
    if (!flow) return { place: null, outdated: false }
    const known = flows[flow.name]
    const schema = known?.version === flow.version ? known.knows[flow.step] : undefined
    const parsed = schema?.safeParse(flow.state)
    if (known && parsed?.success)
      return { place: { flow: known, step: flow.step, state: parsed.data }, outdated: false }
    log.info({ chat: _id, flow: flow.name, version: flow.version, step: flow.step }, 'outdated step dropped')
    return { place: null, outdated: true }
  }

  function restart(c: Context<unknown>, answerTap: AnswerTap): Turn {
    answerTap()
    return { move: { ...homeOf(c), notice: engineTexts[c.language].outdated }, inPlace: false }
  }

  /** Says that one message could not be dealt with; the conversation stands where it stood. */
  async function apologise(chat: string, updateId: number): Promise<void> {
    const customer = await shop.customers.ofChat(chat)
    const text = engineTexts[customer?.language ?? 'zh-CN'].sorry(updateId, shop.profile.current().phone)
    const expiresAt = new Date(clock.now().getTime() + replyLivesMs)
    await messages.say(chat, [
      {
        _id: `sorry:${updateId}`,
        lane: 'reply',
        purpose: 'reply',
        to: { chat },
        content: { kind: 'plain', text },
        expiresAt,
      },
    ])
  }

  const homeOf = ({ isOnBehalf }: Context<unknown>) => (isOnBehalf ? understanding.homeOnBehalf : understanding.home)
  const entersAside = (move: Move) => 'enter' in move && flows[move.enter]?.aside === true

  return { handle, apologise }
}

export type Engine = ReturnType<typeof createEngine>
