import type { ChatEvent } from '../conversation/event.ts'
import type { Content } from '../messages/message.ts'
import type { Messages } from '../messages/messages.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Handoff } from '../shop/handoffs/handoff.ts'
import type { Line, Said } from '../shop/handoffs/line.ts'
import type { Shop } from '../shop/shop.ts'
import { copyKey, createReferences } from './references.ts'
import type { Telling } from './telling.ts'
import { customerTopic } from './topics.ts'
import type { DeskWords } from './words.ts'

/** Lines that may share a message; a reply to something has to stand alone. */
const lines = 'lines'

/**
 * What a customer says and does while a person has their chat, carried into their topic. First the transcript, which holds
 * every word as it was; then the copy; last the clock of the handoff. Each is there once, however often it is handled.
 */
export function createHearing(deps: {
  shop: Shop
  messages: Pick<Messages, 'post' | 'byRemoteId' | 'remoteIdOf'>
  telling: Telling
  words: () => DeskWords
  group: string
}) {
  const { shop, messages, telling, words, group } = deps
  const across = createReferences(deps)

  /** Passes on what was said. False when the handoff was over by then: it is for the bot after all. */
  async function hear(event: ChatEvent, customer: Customer, handoff: Handoff): Promise<boolean> {
    const { key, chat, at } = event
    const noted = await shop.handoffs.said(handoff._id, { key, at, chat })
    if ('refused' in noted) return false
    await passOn(event, customer, handoff._id)
    if (event.kind === 'text' || event.kind === 'media') await addToComplaint(event, customer)
    if (handoff.chat !== chat || noted.waitingSince !== null) await tellOffHours(noted, customer)
    return true
  }

  /** While a complaint is spoken of, what is said belongs to it as well. */
  async function addToComplaint(event: ChatEvent & { kind: 'text' | 'media' }, { _id }: Customer): Promise<void> {
    const complaint = await shop.complaints.justHeard(_id)
    if (!complaint) return
    const said =
      event.kind === 'text' ? { words: event.text, media: [] } : { words: event.caption, media: [event.media] }
    const { chat, message, key, at: saidAt } = event
    await shop.complaints.hear(complaint._id, [{ ...said, saidAt, chat, message, key }], chat)
  }

  async function passOn(event: ChatEvent, customer: Customer, handoffId: string): Promise<void> {
    const topic = customerTopic(customer)
    const { signs } = words()
    /** In the order in which it was said, whichever process has dealt with it first. */
    const post = (content: Content, line: Line | null, bundle?: string) => {
      const place = line && { notBefore: line.at, order: line.nth }
      return messages.post([
        telling.toTopic(topic, { key: copyKey(event.key), content, ...place, ...(bundle && { bundle }) }),
      ])
    }
    const { chat, at } = event
    switch (event.kind) {
      case 'text': {
        const said = await note(event, customer, handoffId, { text: event.text, media: null, marks: event.marks })
        const answers = await across({ from: chat, to: group }, event.answers)
        const line = { kind: 'line', sign: signs.said, text: event.text, marks: event.marks, saidAt: at } as const
        return post({ ...line, ...answers }, said, answers.answers ? undefined : lines)
      }
      case 'edited': {
        const { text, marks, message } = event
        const source = { chat, message }
        // The first words stay where they are: nothing that was said disappears from before an advisor's eyes.
        const original = await shop.transcript.bySource(source)
        await shop.transcript.edit(source, { text, media: original?.what.media ?? null, marks }, at)
        const copy = original && (await messages.remoteIdOf(copyKey(original._id)))
        return post({ kind: 'line', sign: signs.edited, text, marks, saidAt: at, ...(copy && { answers: copy }) }, null)
      }
      case 'media': {
        const { media, caption, marks, message } = event
        const said = await note(event, customer, handoffId, {
          text: caption,
          media: { kind: media.kind, id: media.id },
          marks,
        })
        const from = { chat, remoteId: message }
        return post(
          { kind: 'copy', from, ...(await across({ from: chat, to: group }, event.answers)) },
          said,
          media.album ? `album:${media.album}` : undefined,
        )
      }
      case 'contact':
      case 'other': {
        const kind = event.kind === 'other' ? event.what : event.kind
        const what = { text: '', media: { kind, id: event.message } }
        const said = await note(event, customer, handoffId, what)
        return post({ kind: 'copy', from: { chat, remoteId: event.message } }, said)
      }
      default:
        return
    }
  }

  /** Shows which button was pressed: the bot has dealt with it, and whoever has the chat sees what is going on. */
  async function noteTap({ key, label, at }: { key: string; label: string | null; at: Date }, customer: Customer) {
    if (label === null) return
    const content = { kind: 'line', sign: words().signs.tapped, text: label, saidAt: at } as const
    await messages.post([telling.toTopic(customerTopic(customer), { key: copyKey(key), content, bundle: lines })])
  }

  /** One honest word that nobody is there now, at most once in a while. */
  async function tellOffHours({ _id }: Handoff, { language }: Customer): Promise<void> {
    const told = await shop.handoffs.tellOffHours(_id)
    if (!told?.offHoursToldAt) return
    const content = { kind: 'screen', screen: words().offHours(language), revision: 0 } as const
    const key = `handoff:${_id}:off:${told.offHoursToldAt.getTime()}`
    await messages.post([telling.toChat(told.chat, { key, content })])
  }

  function note(event: ChatEvent & { message: string }, { _id, name }: Customer, handoffId: string, what: Said) {
    const { key, chat, at, message } = event
    const who = { kind: 'customer' as const, id: _id, name: name ?? '' }
    return shop.transcript.add({
      _id: key,
      handoffId,
      customerId: _id,
      at,
      who,
      what,
      note: false,
      source: { chat, message },
    })
  }

  return { hear, noteTap }
}

export type Hearing = ReturnType<typeof createHearing>
