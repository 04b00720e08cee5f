import type { ChatEvent } from '../conversation/event.ts'
import type { Log } from '../log.ts'
import type { Messages } from '../messages/messages.ts'
import type { Advisor } from '../shop/advisors/advisor.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Shop } from '../shop/shop.ts'
import type { AnswerTap, DeskEvent } from './event.ts'
import { seatFor, seatId } from './seat.ts'
import type { Speaking } from './speaking.ts'
import type { Telling } from './telling.ts'
import { customerOfTopic, customerTopic } from './topics.ts'
import type { DeskWords } from './words.ts'

/** What a registered advisor did with a button or a command: on what, and in whose topic, if it was a customer's. */
export type Act = {
  key: string
  value: string
  by: Advisor
  customer: Customer | null
  at: Date
  /** The channel's id of the message that was pressed or written. */
  message: string
}
/** What buttons of the group do, by name and entry. Each may be pressed twice; it answers the word that its presser sees. */
export type DeskActions = Record<string, Record<string, (act: Act) => Promise<string>>>
/** What commands do in a customer's topic; `value` is what stood behind the command. */
export type DeskCommands = Record<string, (act: Act & { customer: Customer }) => Promise<void>>

/** What commands do that are about no single customer; they work in every topic. */
export type GroupCommands = Record<string, (act: Act) => Promise<void>>

/** Plays a customer's flow in their topic, for an advisor. */
export type OnBehalf = (event: ChatEvent, answerTap: AnswerTap) => Promise<void>

type Said = Exclude<DeskEvent, { kind: 'tap' | 'standing' }>

/**
 * The advisors' side of every conversation: what is said in the group. Only registered advisors can act; what others say is
 * never passed on. Errors leave it, so that the inbox can try again: everything may be repeated.
 */
export function createDesk(deps: {
  shop: Shop
  messages: Pick<Messages, 'post' | 'byRemoteId'>
  telling: Telling
  speaking: Speaking
  actions: DeskActions
  commands: DeskCommands
  groupCommands: GroupCommands
  onBehalf: OnBehalf
  words: () => DeskWords
  group: string
  log: Log
}) {
  const { shop, messages, telling, speaking, actions, commands, groupCommands, onBehalf, words, group, log } = deps

  async function handle(event: DeskEvent, answerTap: AnswerTap = () => {}): Promise<void> {
    if (event.kind === 'standing') return standing(event)
    const advisor = event.by.hidden ? null : await shop.advisors.get(event.by.id)
    const customerId = customerOfTopic(event.topic)
    const customer = customerId === null ? null : await shop.customers.get(customerId)
    if (event.kind === 'tap') return tapped(event, advisor, customer, answerTap)
    const forAll = event.kind === 'command' && Object.hasOwn(groupCommands, event.name) && groupCommands[event.name]
    if (forAll && advisor && event.kind === 'command') {
      const { key, at, message, words: value } = event
      return forAll({ key, at, message, by: advisor, customer, value })
    }
    // What people say among themselves, in General or in the topics of all, is theirs.
    if (!customer) return
    if (!advisor) return stranger(event, customer)
    await said(event, advisor, customer)
  }

  async function said(event: Said, by: Advisor, customer: Customer): Promise<void> {
    if (event.kind === 'edited') return speaking.edited(event, customer)
    if (event.kind === 'command') {
      const { key, at, message, words: value } = event
      const command = Object.hasOwn(commands, event.name) ? commands[event.name] : commands.help
      return command?.({ key, at, message, by, customer, value })
    }
    if (event.kind === 'text' && (await isAnswerToFlow(event, customer)))
      return onBehalf({ ...event, ...seatFor(group, customer, by, event) }, () => {})
    await speaking.speak(event, by, customer)
  }

  async function tapped(
    { key, tap, message, at }: Extract<DeskEvent, { kind: 'tap' }>,
    by: Advisor | null,
    customer: Customer | null,
    answerTap: AnswerTap,
  ): Promise<void> {
    if (!by) return answerTap(words().refusal({ refused: 'not-an-advisor' }))
    const act = tap?.kind === 'entry' ? actionOf(tap.flow, tap.entry) : null
    if (act && tap?.kind === 'entry') return answerTap(await act({ key, value: tap.value, by, customer, at, message }))
    if (!customer) return answerTap(words().refusal({ refused: 'over' }))
    const happened = { kind: 'tap' as const, tap, label: null, message }
    await onBehalf({ ...happened, ...seatFor(group, customer, by, { key, at }) }, answerTap)
  }

  function actionOf(name: string, entry: string) {
    const entries = Object.hasOwn(actions, name) ? actions[name] : undefined
    return entries && Object.hasOwn(entries, entry) ? entries[entry] : null
  }

  /** Words that answer the message of a flow are meant for the flow, not for the customer. */
  async function isAnswerToFlow({ answers }: { answers?: string }, customer: Customer): Promise<boolean> {
    const answered = answers === undefined ? null : await messages.byRemoteId(group, answers)
    return answered?._id.startsWith(`${seatId(group, customer)}:`) ?? false
  }

  /** Who is not registered, or stays anonymous, is told so once an hour; nothing they say leaves the group. */
  async function stranger({ by, message, at, kind }: Said, customer: Customer): Promise<void> {
    if (kind === 'edited') return
    const { hidden, unknown } = words().strangers
    const content = { kind: 'plain', text: by.hidden ? hidden : unknown, answers: message } as const
    const key = `stranger:${by.id}:${customer._id}:${at.toISOString().slice(0, 13)}`
    await messages.post([telling.toTopic(customerTopic(customer), { key, content, lane: 'transactional' })])
  }

  /** Nothing is lost meanwhile: what is for the group waits until it can be said there. */
  async function standing({ key, isMember, mayManageTopics }: Extract<DeskEvent, { kind: 'standing' }>): Promise<void> {
    if (!isMember) log.error({ group }, 'the bot was removed from the advisors’ group: add it again, as administrator')
    else if (!mayManageTopics) {
      log.warn({ group }, 'the bot may make no topics in the advisors’ group: make it an administrator with that right')
      const content = { kind: 'plain', text: words().needsTopics } as const
      await messages.post([telling.toTopic(null, { key: `standing:${key}`, content, lane: 'transactional' })])
    } else log.info({ group }, 'the bot may work in the advisors’ group')
  }

  return { handle }
}

export type Desk = ReturnType<typeof createDesk>
