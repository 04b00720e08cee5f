import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import type { Appointments } from '../appointments/appointments.ts'
import type { Customers } from '../customers/customers.ts'
import { factsOf } from '../facts.ts'
import type { PersonalData } from '../personal-data.ts'
import type { Profile } from '../profile/profile.ts'
import type { Vehicles } from '../vehicles/vehicles.ts'
import { createArriving, visitIdOf } from './arriving.ts'
import { createCompleting } from './completing.ts'
import { stages, type Visit, visitModel } from './visit.ts'

/** More visits than any customer makes. */
const most = 1_000

/** What happens at the shop. Every act may be repeated. `by` is who did it: a customer's chat or an advisor's id. */
export function createVisits(deps: {
  connection: Connection
  clock: Clock
  profile: Profile
  customers: Pick<Customers, 'get' | 'setAdvisor'>
  vehicles: Pick<Vehicles, 'noteVisit'>
  appointments: Pick<Appointments, 'arrive' | 'complete'>
}) {
  const { connection, clock } = deps
  const model = visitModel(connection)
  const get = (id: string) => model.findById(id).lean<Visit>()

  /** Cars that are at the shop, the last to come first. */
  const inHouse = (limit = 50) =>
    model
      .find({ stage: { $in: stages.filter((stage) => stage !== 'closed') } })
      .sort({ createdAt: -1 })
      .limit(limit)
      .lean<Visit[]>()

  /** A customer's visits, the latest first. */
  const ofCustomer = (customerId: string, limit = 50) =>
    model.find({ customerId }).sort({ createdAt: -1 }).limit(limit).lean<Visit[]>()

  /** What was paid for visits of these appointments, fen; those that are not over are left out. */
  async function paidFor(appointmentIds: string[]): Promise<Map<string, number>> {
    const ofThem = { _id: { $in: appointmentIds.map(visitIdOf) } }
    const visits = await model.find(ofThem, { appointmentId: 1, settlement: 1 }).lean<Visit[]>()
    return new Map(
      visits.flatMap(({ appointmentId, settlement }) =>
        appointmentId && settlement ? [[appointmentId, settlement.amountFen] as const] : [],
      ),
    )
  }

  /** Those whose cars were handed back from one instant up to, and without, another (UTC). */
  const deliveredWithin = ({ from, to }: { from: Date; to: Date }) =>
    model.find({ 'delivery.at': { $gte: from, $lt: to } }).lean<Visit[]>()

  /** Gives all visits of one customer to another, when both prove to be the same person. */
  async function handOver(fromCustomerId: string, toCustomerId: string): Promise<void> {
    const line = { at: clock.now(), by: 'merge', what: 'customerId', old: fromCustomerId, new: toCustomerId }
    const change = { $set: { customerId: toCustomerId }, $inc: { version: 1 }, $push: { history: line } }
    await model.updateMany({ customerId: fromCustomerId }, change)
  }

  const personalData: PersonalData = {
    name: 'visits',
    exportOf: ({ customerId }) => ofCustomer(customerId, most),
    /** The words go, the figures stay: they are the shop's own books, and name nobody any more. */
    async eraseOf({ customerId }) {
      await model.updateMany({ customerId }, { $set: { concern: [], history: [] }, $inc: { version: 1 } })
    },
  }

  return {
    get,
    ...createArriving({ ...deps, model }),
    ...createCompleting({ ...deps, model }),
    inHouse,
    ofCustomer,
    deliveredWithin,
    paidFor,
    handOver,
    facts: factsOf(model),
    personalData,
  }
}

export type Visits = ReturnType<typeof createVisits>
