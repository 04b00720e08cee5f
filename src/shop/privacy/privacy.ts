import { DateTime } from 'luxon'
import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { Language } from '../../language.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { isDuplicate } from '../change.ts'
import { type Customer, consentsTo } from '../customers/customer.ts'
import type { Customers } from '../customers/customers.ts'
import { maskPhone } from '../customers/phone.ts'
import { factsOf } from '../facts.ts'
import { finishAll } from '../finish-all.ts'
import type { Person, PersonalData } from '../personal-data.ts'
import { type Erasure, erasureModels } from './erasure.ts'

export type { Person, PersonalData } from '../personal-data.ts'

/** The answer to "what do you know about me": the main facts, and how many records each room holds. */
export type About = {
  name: string | null
  /** Masked, e.g. `138****1234`. */
  phone: string | null
  language: Language
  consents: { service: boolean; marketing: boolean }
  chats: number
  knownSince: Date
  held: Record<string, number>
}

/** Everything held, by room; plain JSON, instants as ISO 8601 in UTC. */
export type Export = { customerId: string; exportedAt: string; data: Record<string, unknown> }
export type Unknown = Refusal<'customer-unknown'>

/**
 * A person's rights over what is held of them. `holders` are the rooms other than customers, which comes last when erasing:
 * until everything else is gone, the person must be found. `consentYears`: how long consents are kept without identity
 * (our own default, 3).
 */
export function createPrivacy(deps: {
  connection: Connection
  clock: Clock
  customers: Customers
  holders: PersonalData[]
  consentYears?: number
}) {
  const { connection, clock, customers, consentYears = 3 } = deps
  const holders = [...deps.holders.filter((holder) => holder !== customers.personalData), customers.personalData]
  const { erasures, kept } = erasureModels(connection)

  /** What is known of a customer, in short. */
  async function about(customerId: string): Promise<About | Unknown> {
    const customer = await customers.get(customerId)
    if (!customer) return refuse('customer-unknown')
    const person = await personOf(customer)
    const held: Record<string, number> = {}
    for (const { name, exportOf } of holders) held[name] = count(await exportOf(person))
    return {
      name: customer.name,
      phone: customer.phone && maskPhone(customer.phone),
      language: customer.language,
      consents: { service: consentsTo(customer, 'service'), marketing: consentsTo(customer, 'marketing') },
      chats: person.chats.length,
      knownSince: customer.createdAt,
      held,
    }
  }

  /** All that is held of a customer, to be handed out to them. */
  async function exportOf(customerId: string): Promise<Export | Unknown> {
    const customer = await customers.get(customerId)
    if (!customer) return refuse('customer-unknown')
    const person = await personOf(customer)
    const data: Record<string, unknown> = {}
    for (const holder of holders) data[holder.name] = plainJson(await holder.exportOf(person))
    return { customerId: customer._id, exportedAt: clock.now().toISOString(), data }
  }

  /**
   * Erases the person everywhere; what remains are the consents without identity. Asked again, or for somebody unknown, it
   * does nothing. Once this has begun, a crash only delays it: `finishErasures` goes on.
   */
  async function erase(customerId: string): Promise<void> {
    const customer = await customers.get(customerId)
    if (customer) await begin(customer)
    const erasure = await erasures.findById(customer?._id ?? customerId).lean<Erasure>()
    if (erasure) await finish(erasure)
  }

  /** Writes down what is to be done before anything is; asked twice at once, the first stands. */
  async function begin(customer: Customer): Promise<void> {
    const customerIds = await customers.everyIdOf(customer._id)
    const { chats } = await personOf(customer)
    const consents = customer.consents.map(({ by, ...line }) => line)
    try {
      const blank = { version: 1, dirty: false, erasedAt: null, keptAs: newId('con'), askedAt: clock.now() }
      await erasures.create({ ...blank, _id: customer._id, customerIds, chats, consents })
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }

  async function finish({ _id, customerIds, chats, keptAs, consents, askedAt, dirty }: Erasure): Promise<void> {
    if (dirty) return
    const forgetAt = DateTime.fromJSDate(askedAt, { zone: 'utc' }).plus({ years: consentYears }).toJSDate()
    await kept.replaceOne({ _id: keptAs }, { consents, erasedAt: askedAt, forgetAt }, { upsert: true })
    for (const holder of holders) {
      for (const customerId of customerIds) await holder.eraseOf({ customerId, chats })
    }
    const over = { chats: [], consents: [], erasedAt: clock.now(), dirty: true }
    await erasures.updateOne({ _id, dirty: false }, { $set: over })
  }

  /** Finishes the erasures a crash left half done; for start-up and a sweep. Answers how many there were. */
  async function finishErasures(): Promise<number> {
    const begun = await erasures.find({ dirty: false, askedAt: { $lte: clock.now() } }).lean<Erasure[]>()
    return finishAll(begun, finish)
  }

  /** A customer together with their chats: how the other rooms know a person. */
  async function personOf({ _id }: Customer): Promise<Person> {
    const chats = await customers.chatsOf(_id)
    return { customerId: _id, chats: chats.map((chat) => chat._id) }
  }

  /** Erasures that are over, as facts: they are gone too once their effects are on the agenda. */
  const erased = {
    ...factsOf(erasures),
    async settle(_id: string, version: number): Promise<void> {
      await erasures.deleteOne({ _id, version, dirty: true })
    },
  }

  return { about, exportOf, erase, erased, finishErasures }
}

export type Privacy = ReturnType<typeof createPrivacy>

/** How many records an export holds: a list's length, one for anything else that is there. */
function count(exported: unknown): number {
  if (Array.isArray(exported)) return exported.length
  return exported === null || exported === undefined ? 0 : 1
}

const plainJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
