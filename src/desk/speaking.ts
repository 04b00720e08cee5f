import type { Content, NewMessage } from '../messages/message.ts'
import type { Messages } from '../messages/messages.ts'
import { isRefusal } from '../refusal.ts'
import type { Advisor } from '../shop/advisors/advisor.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Handoff } from '../shop/handoffs/handoff.ts'
import type { Line, Said } from '../shop/handoffs/line.ts'
import type { Shop } from '../shop/shop.ts'
import type { DeskEvent } from './event.ts'
import { copyKey, createReferences } from './references.ts'
import type { Telling } from './telling.ts'
import { customerTopic } from './topics.ts'
import type { DeskWords } from './words.ts'

/** `//` before words keeps them in the group. */
const noteSign = '//'

type Spoken = Extract<DeskEvent, { kind: 'text' | 'media' | 'other' }>

/**
 * What advisors say in a customer's topic, carried to the customer – or kept: notes, and the words of somebody whose
 * colleague has the chat. First the transcript, then whose chat it is, then the copy.
 */
export function createSpeaking(deps: {
  shop: Shop
  messages: Pick<Messages, 'post' | 'byRemoteId' | 'remoteIdOf'>
  telling: Telling
  words: () => DeskWords
  group: string
}) {
  const { shop, messages, telling, words, group } = deps
  const across = createReferences(deps)

  /** An advisor said something in the customer's topic. */
  async function speak(event: Spoken, advisor: Advisor, customer: Customer): Promise<void> {
    const what = saidIn(event)
    const isNote = what.text.startsWith(noteSign)
    const handoff = await shop.handoffs.liveOf(customer._id)
    const line = await noted(event, advisor, customer, what, { isNote, handoff })
    if (isNote) return
    await send(line, advisor, customer, {
      album: event.kind === 'media' ? event.media.album : null,
      answers: event.answers,
    })
  }

  type How = { album?: string | null; answers?: string | undefined; anyway?: boolean }

  /** Sends a line, unless it is a colleague's chat: then its writer is asked. */
  async function send(line: Line, advisor: Advisor, customer: Customer, how: How = {}): Promise<void> {
    const { _id: key, at, nth } = line
    const handoff = await handoffFor(line, customer)
    if (!handoff) return notDelivered(line, customer, 'no chat')
    const replied = await shop.handoffs.replied(handoff._id, advisor._id, { key, at, anyway: how.anyway })
    if (isRefusal<'not-owner' | 'handoff-over' | 'advisor-unknown'>(replied)) {
      if (replied.refused === 'not-owner') return hold(line, customer, String(replied.detail?.ownerId ?? ''))
      return notDelivered(line, customer, words().refusal(replied))
    }
    // Whoever is spoken to first has been asked in person.
    if (replied.reason === 'advisor') await shop.surveys.withdraw(customer._id, advisor._id)
    await messages.post([
      ...(await served(replied, customer)),
      telling.toChat(replied.chat, {
        key: copyKey(key),
        order: nth,
        about: { kind: 'relay', id: key, version: 1 },
        content: { ...copyOf(line), ...(await across({ from: group, to: replied.chat }, how.answers)) },
        ...(how.album && { bundle: `album:${how.album}` }),
      }),
    ])
  }

  /** The handoff the words belong to: the live one, or one that begins because an advisor writes first. */
  async function handoffFor({ _id: key }: Line, customer: Customer): Promise<Handoff | null> {
    const live = await shop.handoffs.liveOf(customer._id)
    if (live) return live
    const [chat] = await shop.customers.chatsOf(customer._id)
    if (!chat) return null
    const repeated = await shop.handoffs.lastOf(customer._id)
    if (repeated?.lastReply === key) return repeated
    return shop.handoffs.open({ key, customerId: customer._id, chat: chat._id, reason: 'advisor', words: '' })
  }

  /** Tells the customer once who is there for them; the words of the first reply come after it. */
  async function served({ _id, ownerId }: Handoff, { language }: Customer): Promise<NewMessage[]> {
    const owner = ownerId && (await shop.advisors.get(ownerId))
    const handoff = await shop.handoffs.get(_id)
    if (!owner || !handoff) return []
    const content = { kind: 'screen', screen: words().served(owner, language), revision: 0 } as const
    return [telling.toChat(handoff.chat, { key: servedKey(handoff), content })]
  }

  async function hold(line: Line, customer: Customer, ownerId: string): Promise<void> {
    const held = await shop.transcript.hold(line._id)
    if (isRefusal(held)) return
    const owner = await shop.advisors.get(ownerId)
    const screen = words().held(line, owner?.name ?? '')
    const content = { kind: 'screen', screen, revision: 0 } as const
    await messages.post([telling.toTopic(customerTopic(customer), { key: heldKey(line._id), content })])
  }

  /** Says under an advisor's words that they did not arrive, and why. */
  async function notDelivered(line: Line, customer: Customer, reason: string): Promise<void> {
    await shop.transcript.failed(line._id, reason)
    const content = { kind: 'plain', text: words().notDelivered(reason), answers: line.source.message } as const
    await messages.post([telling.toTopic(customerTopic(customer), { key: `${copyKey(line._id)}:failed`, content })])
  }

  /** An advisor put their words right: what the customer has changes, what was said first stays in the transcript. */
  async function edited(event: Extract<DeskEvent, { kind: 'edited' }>, customer: Customer): Promise<void> {
    const { key, text, marks, message, at } = event
    const line = await shop.transcript.bySource({ chat: group, message })
    if (!line) return
    if (text.startsWith(noteSign) && line.state === 'held') return keep(line, customer)
    if (text.startsWith(noteSign) && !line.note) {
      const content = { kind: 'plain', text: words().noNoteNow, answers: message } as const
      return messages.post([telling.toTopic(customerTopic(customer), { key: `${copyKey(key)}:note`, content })])
    }
    await shop.transcript.edit({ chat: group, message }, { text, media: line.what.media, marks }, at)
    if (line.note || line.state !== 'sent') return
    const handoff = line.handoffId && (await shop.handoffs.get(line.handoffId))
    const chat = handoff ? handoff.chat : (await shop.customers.chatsOf(customer._id))[0]?._id
    const content = { kind: 'reword', of: copyKey(line._id), text, marks } as const
    if (chat) await messages.post([telling.toChat(chat, { key: copyKey(key), content })])
  }

  /** What waited for its writer's decision has become a note: there is nothing left to decide. */
  async function keep({ _id }: Line, customer: Customer): Promise<void> {
    await shop.transcript.drop(_id, 'a note')
    await messages.post([heldSettled(_id, customer)])
  }

  /** The question under held words goes, with its buttons. */
  const heldSettled = (lineId: string, customer: Customer): NewMessage =>
    telling.toTopic(customerTopic(customer), {
      key: `settled:${lineId}`,
      lane: 'transactional',
      content: { kind: 'remove', of: heldKey(lineId) },
    })

  function noted(
    { key, at, message }: Spoken,
    { _id, name }: Advisor,
    { _id: customerId }: Customer,
    what: Said,
    { isNote, handoff }: { isNote: boolean; handoff: Handoff | null },
  ): Promise<Line> {
    const who = { kind: 'advisor' as const, id: _id, name }
    const source = { chat: group, message }
    return shop.transcript.add({
      _id: key,
      handoffId: handoff?._id ?? null,
      customerId,
      at,
      who,
      what,
      note: isNote,
      source,
    })
  }

  return { speak, send, edited, notDelivered, heldSettled }
}

export type Speaking = ReturnType<typeof createSpeaking>

function saidIn(event: Spoken): Said {
  if (event.kind === 'text') return { text: event.text, media: null, marks: event.marks }
  if (event.kind === 'other') return { text: '', media: { kind: event.what, id: event.message } }
  return { text: event.caption, media: { kind: event.media.kind, id: event.media.id }, marks: event.marks }
}

/** Words as they were noted: a copy made later would show what they have become, perhaps a note. Files as the channel has them. */
function copyOf({ what, edits, source }: Line): Content {
  if (what.media) return { kind: 'copy', from: { chat: source.chat, remoteId: source.message } }
  const { text, marks } = edits.at(-1) ?? what
  return { kind: 'line', sign: '', text, marks }
}

/** Once for every time somebody took the chat on. */
export const servedKey = ({ _id, ownerId, claimedAt }: Handoff) =>
  `handoff:${_id}:served:${ownerId}:${claimedAt?.getTime() ?? 0}`
export const heldKey = (lineId: string) => `${copyKey(lineId)}:held`
