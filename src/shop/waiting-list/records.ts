import type { Connection } from 'mongoose'
import { type Waiting, waitingModel } from './waiting.ts'

/** A lost race is run again on what is true by then; each round lets one writer through, so only a bug gets this far. */
const mostAttempts = 50

/** The waiting list in the database: every change is one write, on the version that was read. */
export function createRecords({ connection }: { connection: Connection }) {
  const model = waitingModel(connection)
  const get = (id: string) => model.findById(id).lean<Waiting>()
  /** Whose offer this appointment was held for; `null` once the offer is over. */
  const byOffer = (appointmentId: string) => model.findOne({ 'offer.appointmentId': appointmentId }).lean<Waiting>()

  /** Writes new values over what was read; `null` when another write came first. */
  function change(read: Pick<Waiting, '_id' | 'version'>, values: Partial<Waiting>): Promise<Waiting | null> {
    const { _id, version } = read
    return model
      .findOneAndUpdate({ _id, version }, { $set: values, $inc: { version: 1 } }, { returnDocument: 'after' })
      .lean<Waiting>()
  }

  /** Changes a record by what it says; a decision of `null` leaves it. Answers it as it then is. */
  async function amend(id: string, decide: (known: Waiting) => Partial<Waiting> | null): Promise<Waiting | null> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const known = await get(id)
      const values = known && decide(known)
      if (!known || !values) return known
      const changed = await change(known, values)
      if (changed) return changed
    }
    throw new Error(`waiting ${id} was changed by others ${mostAttempts} times in a row`)
  }

  return { model, get, byOffer, change, amend }
}

export type Records = ReturnType<typeof createRecords>
