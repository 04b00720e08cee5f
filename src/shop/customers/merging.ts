import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../clock.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { amend, isDuplicate, write } from '../change.ts'
import { finishAll } from '../finish-all.ts'
import type { ChatModel } from './chat.ts'
import { type Customer, type CustomerModel, living, type StoredCustomer } from './customer.ts'
import { parsePhone } from './phone.ts'

/** Told after each merge, perhaps more than once: hands over what other rooms hold, and tells the people of the shop. */
export type OnMerged = (fromCustomerId: string, toCustomerId: string) => Promise<void>

/** Each round ends or follows somebody else's success, so only a bug gets this far. */
const mostAttempts = 20

/**
 * Proves phones, and joins two records that prove to be one person. The one write that decides is `mergedInto` on the
 * record that ends; the rest follows from it, is repeatable, and is finished later if a crash comes between.
 *
 * Two records can never end in each other: a record gives up its own phone before it looks for the other holder, and
 * only the holder of a phone is merged into.
 */
export function createMerging(deps: { records: CustomerModel; chats: ChatModel; clock: Clock; onMerged: OnMerged }) {
  const { records, chats, clock, onMerged } = deps

  /**
   * Notes that the person in this chat proved to hold the phone. When another record holds it, both are the same person:
   * this record is merged into that one, which is answered. `id` may be a record that was merged before.
   * Throws when the chat is not that customer's: one person's phone must never prove another.
   */
  async function verifyPhone(proof: {
    id: string
    chat: string
    phone: string
    by: string
  }): Promise<Customer | Refusal<'phone-invalid'>> {
    const { id, chat, by } = proof
    const phone = parsePhone(proof.phone)
    if (isRefusal<'phone-invalid'>(phone)) return phone
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const customer = await personIn(chat, id)
      const holder = await records.findOne({ phone }).lean<StoredCustomer>()
      if (holder && holder._id !== customer._id) {
        await approach(customer, holder._id, by)
      } else if (await claim(customer, phone, by)) {
        await finishMerges(customer._id)
        return (await living(records, customer._id)) ?? customer
      }
    }
    throw new Error(`customer ${id}: the phone changed hands ${mostAttempts} times in a row`)
  }

  async function personIn(chat: string, id: string): Promise<StoredCustomer> {
    const link = await chats.findById(chat, { customerId: 1 }).lean<{ customerId: string }>()
    const inChat = link && (await living(records, link.customerId))
    const customer = await living(records, id)
    if (!customer || inChat?._id !== customer._id) throw new Error(`chat ${chat} is not of customer ${id}`)
    return customer
  }

  /** Writes the phone as proven now; `false` when another record or write was first. */
  async function claim(customer: StoredCustomer, phone: string, by: string): Promise<boolean> {
    const at = clock.now()
    try {
      return (await write(records, customer, { phone, phoneVerifiedAt: at }, { by, at })) !== null
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** One step towards merging: first the own phone is given up, then – nothing having changed – the record ends. */
  async function approach(customer: StoredCustomer, into: string, by: string): Promise<void> {
    const noted = { by, at: clock.now() }
    if (customer.phone) {
      await write(records, customer, { phone: null, phoneVerifiedAt: null }, noted)
      return
    }
    const ended = await write(records, customer, { mergedInto: into, dirty: true }, noted)
    if (ended) await finish(ended)
  }

  /** Hands over what an ended record had; again from there if its successor has ended too in the meantime. */
  async function finish(ended: StoredCustomer): Promise<void> {
    let from: StoredCustomer | null = ended
    while (from?.mergedInto) {
      const { by, at } = mergeLine(from)
      // Nobody to hand over to when the successor was erased in the meantime.
      if (!(await absorb(from, from.mergedInto))) break
      const moved = { at, by, what: 'customerId', old: from._id, new: from.mergedInto }
      const toSuccessor = { $set: { customerId: from.mergedInto, linkedAt: at }, $push: { history: moved } }
      await chats.updateMany({ customerId: from._id }, toSuccessor)
      await onMerged(from._id, from.mergedInto)
      from = await records.findById(from.mergedInto).lean<StoredCustomer>()
    }
    await records.updateOne({ _id: ended._id }, { $set: { dirty: false } })
  }

  /**
   * The successor takes over the consents, the language the person is using right now, and what it did not know.
   * Consents are compared line by line, because later ones may arrive through a chain of merges.
   */
  function absorb(from: StoredCustomer, into: string): Promise<StoredCustomer | null> {
    return amend<StoredCustomer>(records, into, mergeLine(from), (to) => {
      const news = from.consents.filter((line) => !to.consents.some((known) => isDeepStrictEqual(known, line)))
      const consents = [...to.consents, ...news].sort((a, b) => a.at.getTime() - b.at.getTime())
      if (to.history.some(({ what, new: id }) => what === 'absorbed' && id === from._id)) return { consents }
      const { name, advisorId, note } = to
      const facts = {
        name: name ?? from.name,
        advisorId: advisorId ?? from.advisorId,
        note: note ?? from.note,
        language: from.language,
      }
      return { consents, ...facts, absorbed: from._id }
    })
  }

  /** Finishes merges a crash left half done: for start-up and a sweep, or of one customer. Answers how many there were. */
  async function finishMerges(into?: string): Promise<number> {
    const ended = await records.find({ dirty: true, ...(into && { mergedInto: into }) }).lean<StoredCustomer[]>()
    return finishAll(ended, finish)
  }

  return { verifyPhone, finishMerges }
}

function mergeLine({ _id, history }: StoredCustomer) {
  const line = history.findLast(({ what }) => what === 'mergedInto')
  if (!line) throw new Error(`customer ${_id} was merged without a line in its history`)
  return line
}
