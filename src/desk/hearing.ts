import type { ChatEvent } from '../conversation/event.ts'
import type { Messages } from '../messages/messages.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Handoff } from '../shop/handoffs/handoff.ts'
import type { Said } from '../shop/handoffs/line.ts'
import type { Shop } from '../shop/shop.ts'
import type { Telling } from './telling.ts'
import { customerTopic } from './topics.ts'
import type { DeskWords } from './words.ts'

/** Lines that may share a message; a reply to something has to stand alone. */
const lines = 'lines'

/** The outbox key of what a happening was copied as; other messages find the copy by it. */
export const copyKey = (happening: string) => `relay:${happening}`

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
  const { shop, messages, telling, words } = deps

  /** Passes on what was said. False when the handoff was over by then: it is for the bot after all. */
  async function hear(event: ChatEvent, customer: Customer, handoff: Handoff): Promise<boolean> {
    const { key, chat, at } = event
    const noted = await shop.handoffs.said(handoff._id, { key, at, chat })
    if ('refused' in noted) return false
    await passOn(event, customer, handoff._id)
    if (handoff.chat !== chat || noted.waitingSince !== null) await tellOffHours(noted, customer)
    return true
  }

  async function passOn(event: ChatEvent, customer: Customer, handoffId: string): Promise<void> {
    const topic = customerTopic(customer)
    const { signs } = words()
    const post = (content: Parameters<Telling['toTopic']>[1]['content'], bundle?: string) =>
      messages.post([telling.toTopic(topic, { key: copyKey(event.key), content, ...(bundle && { bundle }) })])
    const { chat, at } = event
    switch (event.kind) {
      case 'text': {
        await note(event, customer, handoffId, { text: event.text, media: null, marks: event.marks })
        const answers = await answered(event)
        const line = { kind: 'line', sign: signs.said, text: event.text, marks: event.marks, saidAt: at } as const
        return post({ ...line, ...answers }, answers.answers ? undefined : lines)
      }
      case 'edited': {
        const { text, marks, message } = event
        await shop.transcript.edit({ chat, message }, { text, media: null, marks }, at)
        // The first words stay where they are: nothing that was said disappears from before an advisor's eyes.
        const original = await shop.transcript.bySource({ chat, message })
        const copy = original && (await messages.remoteIdOf(copyKey(original._id)))
        return post({ kind: 'line', sign: signs.edited, text, marks, saidAt: at, ...(copy && { answers: copy }) })
      }
      case 'media': {
        const { media, caption, marks, message } = event
        await note(event, customer, handoffId, { text: caption, media: { kind: media.kind, id: media.id }, marks })
        const from = { chat, remoteId: message }
        return post(
          { kind: 'copy', from, ...(await answered(event)) },
          media.album ? `album:${media.album}` : undefined,
        )
      }
      case 'other': {
        await note(event, customer, handoffId, { text: event.what, media: null })
        return post({ kind: 'copy', from: { chat, remoteId: event.message } })
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

  async function note(event: ChatEvent & { message: string }, { _id, name }: Customer, handoffId: string, what: Said) {
    const { key, chat, at, message } = event
    const who = { kind: 'customer' as const, id: _id, name: name ?? '' }
    await shop.transcript.add({
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

  /** The message in the topic that the customer replies to, where it is known there. */
  async function answered({ chat, answers }: { chat: string; answers?: string }): Promise<{ answers?: string }> {
    const copy = answers === undefined ? null : await messages.byRemoteId(chat, answers)
    const line = copy && (await shop.transcript.get(copy._id.replace(copyKey(''), '')))
    return line?.source.chat === deps.group ? { answers: line.source.message } : {}
  }

  return { hear, noteTap }
}

export type Hearing = ReturnType<typeof createHearing>
