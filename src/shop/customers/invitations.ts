import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import type { PersonalData } from '../personal-data.ts'
import type { Profile } from '../profile/profile.ts'
import { type Chat, chatModel } from './chat.ts'
import { type Customer, customerModel, idsOf, living, type StoredCustomer } from './customer.ts'
import { hashOf, type Invitation, invitationModel, newToken } from './invitation.ts'

/** Told, perhaps more than once, when whoever followed an invitation proved another phone than the invited customer's. */
export type OnStranger = (invitation: { id: string; customerId: string }) => Promise<void>

/** Customers looked at together. */
const batch = 500
const dayMs = 24 * 60 * 60_000

/** Invitations to the chat for those who are known from elsewhere. */
export function createInvitations(deps: {
  connection: Connection
  clock: Clock
  profile: Pick<Profile, 'current'>
  onStranger: OnStranger
}) {
  const { connection, clock, profile, onStranger } = deps
  const model = invitationModel(connection)
  const customers = customerModel(connection)
  const chats = chatModel(connection)

  /** Customers with a phone and without a chat, in no order; those who have a good invitation only if asked `again`. */
  async function* invitees({ again }: { again: boolean }): AsyncGenerator<Customer> {
    const cursor = customers
      .find({ phone: { $gt: '' }, mergedInto: null })
      .lean<StoredCustomer>()
      .cursor({ batchSize: batch })
    let waiting: StoredCustomer[] = []
    for await (const customer of cursor) {
      if (waiting.push(customer) < batch) continue
      yield* await uninvited(waiting, again)
      waiting = []
    }
    yield* await uninvited(waiting, again)
  }

  async function uninvited(people: StoredCustomer[], again: boolean): Promise<Customer[]> {
    const ids = { customerId: { $in: people.map(({ _id }) => _id) } }
    const open = { ...ids, usedAt: null, expiresAt: { $gt: clock.now() } }
    const [linked, invited] = await Promise.all([
      chats.find(ids, { customerId: 1 }).lean<Pick<Chat, 'customerId'>[]>(),
      again ? [] : model.find(open, { customerId: 1 }).lean<Pick<Invitation, 'customerId'>[]>(),
    ])
    const out = new Set([...linked, ...invited].map(({ customerId }) => customerId))
    return people.filter(({ _id }) => !out.has(_id))
  }

  /** Makes an invitation for each; answers the tokens in their order. They are told here and never again. */
  async function invite(customerIds: string[]): Promise<string[]> {
    const madeAt = clock.now()
    const expiresAt = new Date(madeAt.getTime() + profile.current().settings.invitations.validDays * dayMs)
    const made = customerIds.map((customerId) => ({ customerId, token: newToken() }))
    await model.insertMany(
      made.map(({ customerId, token }) => ({ _id: hashOf(token), customerId, madeAt, expiresAt, usedAt: null })),
      { lean: true },
    )
    return made.map(({ token }) => token)
  }

  /** The invitation of a token that is still good, by its id; `null` for a used, expired or unknown one. */
  async function find(token: string): Promise<string | null> {
    if (!/^[\w-]{22}$/.test(token)) return null
    const found = await model.findById(hashOf(token)).lean<Invitation>()
    return found && found.usedAt === null && found.expiresAt > clock.now() ? found._id : null
  }

  /**
   * Somebody who followed an invitation has proved their phone, and is this customer now: the invited one, whose
   * invitations have then done their work, or somebody else, for whom they stay good and of whom a person is told.
   * `null` when nobody is invited any more.
   */
  async function accept(id: string, customerId: string): Promise<'joined' | 'of-another' | null> {
    const invitation = await model.findById(id).lean<Invitation>()
    const invited = invitation && (await living(customers, invitation.customerId))
    if (!invited) return null
    if (invited._id !== customerId) {
      await onStranger({ id, customerId: invited._id })
      return 'of-another'
    }
    const own = { customerId: { $in: await idsOf(customers, customerId) }, usedAt: null }
    await model.updateMany(own, { $set: { usedAt: clock.now() } })
    return 'joined'
  }

  const personalData: PersonalData = {
    name: 'invitations',
    exportOf: async ({ customerId }) =>
      model.find({ customerId: { $in: await idsOf(customers, customerId) } }, { _id: 0 }).lean<Invitation[]>(),
    async eraseOf({ customerId }) {
      await model.deleteMany({ customerId: { $in: await idsOf(customers, customerId) } })
    },
  }

  return { invitees, invite, find, accept, personalData }
}

export type Invitations = ReturnType<typeof createInvitations>
