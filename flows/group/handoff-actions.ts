import type { Act, DeskActions } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { customerTopic } from '../../src/desk/topics.ts'
import { isRefusal } from '../../src/refusal.ts'
import { cannedText } from './canned.ts'
import { deskTexts } from './desk-texts.ts'
import { answerInTopic, settleQuestion } from './desk-tools.ts'
import { askToWhom, askWhy } from './questions.ts'

/** What the buttons in a customer's topic do. */
export function handoffActions(tools: DeskParts): DeskActions {
  const { shop, messages, telling, speaking } = tools
  const words = () => deskTexts[shop.profile.current().language]
  const no = (refused: string) => words().refusals[refused] ?? words().done.over

  return {
    handoff: {
      claim: async ({ value: id, by }) => {
        const claimed = await shop.handoffs.claim(id, by._id)
        return isRefusal(claimed) ? no(claimed.refused) : words().done.claimed
      },
      transfer: (act) => ask(act, askToWhom),
      close: (act) => ask(act, askWhy),
      /** `<handoff>.<advisor>` */
      to: async (act) => {
        const [id = '', to = ''] = act.value.split('.')
        const given = await shop.handoffs.transfer(id, to, act.by._id)
        if (isRefusal(given)) return no(given.refused)
        const says = words().done.transferred((await shop.advisors.get(to))?.name ?? '')
        await settleQuestion(tools, act, { text: says })
        return says
      },
      /** `<handoff>.<number of the reason>` */
      because: async (act) => {
        const [id = '', nth = ''] = act.value.split('.')
        const closed = await shop.handoffs.close(id, words().closeReasons[Number(nth)] ?? '', act.by._id)
        if (isRefusal(closed)) return no(closed.refused)
        await settleQuestion(tools, act, { text: words().resolved(closed.closeReason ?? '') })
        return words().done.closed
      },
    },
    held: {
      send: (act) => release(act, false),
      take: (act) => release(act, true),
    },
    canned: {
      preview: async ({ value: id, by, customer, key }) => {
        const text = customer && (await cannedText(id, { shop, customer, advisor: by, now: tools.now() }))
        if (!customer || !text) return words().done.over
        const send = { label: words().send, enter: 'canned', entry: 'send', value: id, style: 'primary' as const }
        await answerInTopic(tools, customer, `preview:${key}`, { text: words().preview(text), rows: [[send]] })
        return ''
      },
      send: async (act) => {
        const { value: id, by, customer, at, message } = act
        const text = customer && (await cannedText(id, { shop, customer, advisor: by, now: tools.now() }))
        if (!customer || !text) return words().done.over
        const handoff = await shop.handoffs.liveOf(customer._id)
        const line = await shop.transcript.add({
          _id: `canned:${message}`,
          handoffId: handoff?._id ?? null,
          customerId: customer._id,
          at: at.getTime() === 0 ? tools.now() : at,
          who: { kind: 'advisor', id: by._id, name: by.name },
          what: { text, media: null },
          note: false,
          source: { chat: tools.group, message },
        })
        await speaking.send(line, by, customer, { text })
        await settleQuestion(tools, act, { text })
        return ''
      },
    },
  }

  async function ask(act: Act, question: typeof askWhy): Promise<string> {
    if (act.customer) await question(tools, { ...act, customer: act.customer }, act.value)
    return ''
  }

  /** Held words are sent after all, the chat taken over before or left with its owner. Pressed twice they are sent once. */
  async function release(act: Act, takesOver: boolean): Promise<string> {
    const { value: lineId, by, customer } = act
    const line = await shop.transcript.get(lineId)
    if (!customer || line?.customerId !== customer._id || line.state !== 'held') return words().done.over
    if (takesOver) {
      const handoff = await shop.handoffs.liveOf(customer._id)
      const taken = handoff && (await shop.handoffs.transfer(handoff._id, by._id, by._id))
      if (taken && isRefusal(taken)) return no(taken.refused)
    }
    await speaking.send(line, by, customer, { anyway: !takesOver })
    await shop.transcript.release(lineId)
    await messages.post([
      telling.toTopic(customerTopic(customer), {
        key: `settled:${lineId}`,
        lane: 'transactional',
        content: { kind: 'remove', of: `relay:${lineId}:held` },
      }),
    ])
    return words().heldSent
  }
}
