import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { Language } from '../../language.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { isDuplicate } from '../change.ts'
import { type Chat, chatModel } from './chat.ts'
import { type Customer, customerModel, idsOf, living, newCustomer, type StoredCustomer } from './customer.ts'
import { createMerging, type OnMerged } from './merging.ts'
import { customersData } from './personal-data.ts'
import { parsePhone } from './phone.ts'
import { createProfile } from './profile.ts'
import { createReaching, type Reachable } from './reaching.ts'
import { createRegistering } from './registering.ts'

/**
 * The door to customers and their chats. An id of a record merged into another is good everywhere and means the
 * surviving one. `by` is who did it: a customer's or an advisor's id, or the part of the product that acted.
 */
export function createCustomers(deps: { connection: Connection; clock: Clock; onMerged?: OnMerged }) {
  const { connection, clock, onMerged = async () => {} } = deps
  const records = customerModel(connection)
  const chats = chatModel(connection)

  /** The customer of this id, or the one that record was merged into; `null` when unknown or erased. */
  const get = (id: string): Promise<Customer | null> => living(records, id)

  /** Whose chat this is; `null` for a chat never greeted. */
  async function ofChat(chat: string): Promise<Customer | null> {
    const [link] = await chats.aggregate<{ customers: StoredCustomer[] }>([
      { $match: { _id: chat } },
      { $lookup: { from: records.collection.name, localField: 'customerId', foreignField: '_id', as: 'customers' } },
    ])
    const customer = link?.customers[0] ?? null
    return customer?.mergedInto ? get(customer.mergedInto) : customer
  }

  /** Every id the survivor `id` has had, the records merged into it first and its own last. */
  const everyIdOf = (id: string) => idsOf(records, id)

  /** A customer's chats, the one linked last first. */
  async function chatsOf(customerId: string): Promise<Chat[]> {
    const customer = await get(customerId)
    return chatsUnder(customer?._id ?? customerId)
  }

  async function chatsUnder(survivorId: string): Promise<Chat[]> {
    return chats
      .find({ customerId: { $in: await idsOf(records, survivorId) } })
      .sort({ linkedAt: -1 })
      .lean<Chat[]>()
  }

  /** Who has a chat, with all their chats; `null` for one never greeted. */
  async function behind(chat: string): Promise<Reachable | null> {
    const customer = await ofChat(chat)
    return customer && { customer, chats: await chatsUnder(customer._id) }
  }

  /**
   * First contact: the customer of this chat, made if need be. The chat's record decides under its own key whose it is,
   * so two greetings at once make one customer, and a crash between the two writes is completed by the next greeting.
   * Customer ids are random: one that could be worked out from the chat would lead back to an erased person.
   */
  async function greet(guest: { chat: string; name: string | null; language: Language }): Promise<Customer> {
    const { chat, name, language } = guest
    const known = await ofChat(chat)
    if (known) return known
    const at = clock.now()
    const customerId = newId('cus')
    await insertOnce(() => chats.create({ _id: chat, customerId, name, linkedAt: at, unreachable: null, history: [] }))
    const link = await chats.findById(chat).lean<Chat>()
    if (!link) return greet(guest)
    await insertOnce(() => records.create(newCustomer({ _id: link.customerId, name, language, createdAt: at })))
    const customer = await get(link.customerId)
    if (customer) return customer
    // Merged into someone erased a moment ago: this chat begins anew.
    await chats.deleteOne({ _id: chat, customerId: link.customerId })
    return greet(guest)
  }

  /**
   * Someone known from elsewhere, without a chat yet: the customer who holds this phone, made under `id` if nobody does.
   * The phone counts as unproven until its owner verifies it.
   */
  async function register(person: {
    id: string
    phone: string
    name: string | null
    language: Language
    by: string
  }): Promise<Customer | Refusal<'phone-invalid'>> {
    const phone = parsePhone(person.phone)
    if (isRefusal<'phone-invalid'>(phone)) return phone
    const at = clock.now()
    const blank = newCustomer({ _id: person.id, name: person.name, language: person.language, createdAt: at })
    const history = [{ at, by: person.by, what: 'phone', old: null, new: phone }]
    await insertOnce(() => records.create({ ...blank, phone, history }))
    const customer = (await records.findOne({ phone }).lean<StoredCustomer>()) ?? (await get(person.id))
    return customer ?? register(person)
  }

  /** Nothing can be delivered to this chat; the first reason stands until it is reachable again. */
  async function markUnreachable(chat: string, reason: string): Promise<void> {
    const at = clock.now()
    const line = { at, by: 'delivery', what: 'unreachable', old: null, new: reason }
    const update = { $set: { unreachable: { reason, at } }, $push: { history: line } }
    await chats.updateOne({ _id: chat, unreachable: null }, update)
  }

  /** Messages reach this chat again. */
  async function markReachable(chat: string): Promise<void> {
    const link = await chats.findById(chat).lean<Chat>()
    if (!link?.unreachable) return
    const line = { at: clock.now(), by: 'delivery', what: 'unreachable', old: link.unreachable.reason, new: null }
    const update = { $set: { unreachable: null }, $push: { history: line } }
    await chats.updateOne({ _id: chat, 'unreachable.at': link.unreachable.at }, update)
  }

  const personalData = customersData({ records, chats })
  return {
    get,
    ofChat,
    behind,
    everyIdOf,
    chatsOf,
    greet,
    register,
    ...createRegistering({ records, clock }),
    ...createReaching({ records, chats }),
    ...createProfile({ records, clock }),
    ...createMerging({ records, chats, clock, onMerged }),
    markUnreachable,
    markReachable,
    personalData,
  }
}

export type Customers = ReturnType<typeof createCustomers>

async function insertOnce(insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert()
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
