import type { Act, DeskCommands } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { seatFor } from '../../src/desk/seat.ts'
import { customerTopic } from '../../src/desk/topics.ts'
import { plain } from '../../src/messages/screen.ts'
import { isRefusal } from '../../src/refusal.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import type { Line } from '../../src/shop/handoffs/line.ts'
import { caseCommands } from './cases.ts'
import { complaintCommands } from './complaint-commands.ts'
import { customerCard } from './customer-card.ts'
import { deskTexts } from './desk-texts.ts'
import { answerInTopic } from './desk-tools.ts'
import { historyInWords } from './desk-words.ts'
import { askToWhom, askWhy } from './questions.ts'
import { previewSolicitation } from './soliciting.ts'

type Command = Act & { customer: Customer }

/** Lines that `/history` shows, and at most that it shows when asked for more. */
const linesByDefault = 20
const linesAtMost = 100

/** What advisors can write in a customer's topic. */
export function deskCommands(tools: DeskParts): DeskCommands {
  const { shop, messages, telling, onBehalf, group, now } = tools
  const words = () => deskTexts[shop.profile.current().language]
  const answer = ({ customer, key }: Command, text: string) => answerInTopic(tools, customer, `answer:${key}`, { text })
  const refused = (act: Command, why: string) => answer(act, words().refusals[why] ?? words().done.over)

  /** Takes on the live handoff, or begins one. */
  async function claim(act: Command): Promise<void> {
    const { customer, by, key } = act
    const [chat] = await shop.customers.chatsOf(customer._id)
    const live = await shop.handoffs.liveOf(customer._id)
    if (!live && !chat) return refused(act, 'over')
    const wanted = { key, customerId: customer._id, chat: chat?._id ?? '', reason: 'advisor' as const, words: '' }
    const handoff = live ?? (await shop.handoffs.open(wanted))
    const claimed = await shop.handoffs.claim(handoff._id, by._id)
    if (isRefusal(claimed)) return refused(act, claimed.refused)
  }

  async function transfer(act: Command): Promise<void> {
    const handoff = await shop.handoffs.liveOf(act.customer._id)
    if (!handoff) return refused(act, 'handoff-over')
    const named = act.value === '' ? [] : (await shop.advisors.all()).filter(({ name }) => name.includes(act.value))
    const [to, second] = named
    if (!to || second) return askToWhom(tools, act, handoff._id)
    const given = await shop.handoffs.transfer(handoff._id, to._id, act.by._id)
    if (isRefusal(given)) return refused(act, given.refused)
    await answer(act, words().done.transferred(to.name))
  }

  async function close(act: Command): Promise<void> {
    const handoff = await shop.handoffs.liveOf(act.customer._id)
    if (!handoff) return refused(act, 'handoff-over')
    if (act.value === '') return askWhy(tools, act, handoff._id)
    const closed = await shop.handoffs.close(handoff._id, act.value, act.by._id)
    if (isRefusal(closed)) return refused(act, closed.refused)
  }

  const note = async (act: Command) => void (await keep(act))

  /** Invites the customer: in the words behind the command, else by what is due for them. */
  async function solicit(act: Command): Promise<void> {
    const line = act.value === '' ? null : await keep(act)
    await previewSolicitation(tools, act, act.customer, line?._id)
  }

  /** Keeps words among colleagues. */
  async function keep({ customer, by, key, at, message, value }: Command): Promise<Line> {
    const handoff = await shop.handoffs.liveOf(customer._id)
    const who = { kind: 'advisor' as const, id: by._id, name: by.name }
    const source = { chat: group, message }
    const line = { _id: key, handoffId: handoff?._id ?? null, customerId: customer._id, at, who, note: true, source }
    return shop.transcript.add({ ...line, what: { text: value, media: null } })
  }

  /** Plays a flow for the customer; words after the command count as typed. */
  const play = (flow: string, entry: string, typed: (words: string) => string) => (act: Command) => {
    const { customer, by, value, message } = act
    const seat = seatFor(group, customer, by, act)
    const happened =
      value === ''
        ? ({ kind: 'tap', tap: { kind: 'entry', flow, entry, value: '' }, label: null, message } as const)
        : ({ kind: 'text', text: typed(value), message } as const)
    return onBehalf({ ...seat, ...happened }, () => {})
  }

  async function card({ customer, key }: Command): Promise<void> {
    const handoff = (await shop.handoffs.liveOf(customer._id)) ?? (await shop.handoffs.lastOf(customer._id))
    const { language } = shop.profile.current()
    await answerInTopic(
      tools,
      customer,
      `answer:${key}`,
      await customerCard(customer, handoff, { shop, language, now: now() }),
    )
  }

  async function history({ customer, key, value }: Command): Promise<void> {
    const many = Math.min(linesAtMost, Number.parseInt(value, 10) || linesByDefault)
    const text = historyInWords(await shop.transcript.lastOf(customer._id, many), shop.profile.current())
    await answerInTopic(tools, customer, `answer:${key}`, { text })
  }

  async function transcript({ customer, key }: Command): Promise<void> {
    const lines = await shop.transcript.of({ customerId: customer._id })
    const text = plain(historyInWords(lines, shop.profile.current(), 'with-days'))
    const content = { kind: 'file', name: `transcript-${customer._id}.txt`, mime: 'text/plain', text } as const
    await messages.post([
      telling.toTopic(customerTopic(customer), { key: `answer:${key}`, content, lane: 'transactional' }),
    ])
  }

  async function say({ customer, key }: Command): Promise<void> {
    const { cannedReplies, language } = shop.profile.current()
    const rows = cannedReplies.map(({ id, name }) => [
      { label: name[language], enter: 'canned', entry: 'preview', value: id },
    ])
    const text = rows.length > 0 ? words().canned : words().noCanned
    await answerInTopic(tools, customer, `answer:${key}`, { text, rows })
  }

  function help(act: Command): Promise<void> {
    const rows = Object.entries(words().help).map(([name, what]) => `/${name} – ${what}`)
    return answer(act, words().commands(rows.join('\n')))
  }

  return {
    claim,
    transfer,
    close,
    note,
    book: play('booking', 'start', (said) => said),
    move: play('appointments', 'move', (said) => `改到${said}`),
    cancel: play('appointments', 'cancel', () => '取消预约'),
    say,
    solicit,
    card,
    history,
    transcript,
    ...complaintCommands(tools),
    ...caseCommands(tools),
    help,
  }
}
