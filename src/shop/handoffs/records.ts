import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import type { Refusal } from '../../refusal.ts'
import { amend, isDuplicate, write } from '../change.ts'
import { type Handoff, handoffModel } from './handoff.ts'

/** What a person reading the history wants to see; waits and counters tell them nothing. */
const told = ['state', 'ownerId', 'assignedId', 'reason', 'raised', 'closeReason', 'customerId'] as const

/** Handoffs in the database: every change is one write, on the version that was read. */
export function createRecords({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = handoffModel(connection)
  const get = (id: string) => model.findById(id).lean<Handoff>()
  const liveOf = (customerId: string) => model.findOne({ customerId, live: true }).lean<Handoff>()

  /** Stores a new one; false when it is there already, or its customer has another that is live. */
  async function insert(handoff: Handoff): Promise<boolean> {
    try {
      await model.create(handoff)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** Changes one by what it says, or refuses; a lost race decides again. `null` when there is none. */
  function change<No extends Refusal = never>(
    id: string,
    by: string,
    decide: (read: Handoff) => Partial<Handoff> | No,
  ) {
    return amend<Handoff, No>(model, id, { by, at: clock.now(), told }, decide)
  }

  /** Writes over what was read; `null` when another write came first, or somebody has the seat it takes. */
  async function writeOver(read: Handoff, by: string, values: Partial<Handoff>): Promise<Handoff | null> {
    try {
      return await write(model, read, values, { by, at: clock.now(), told })
    } catch (error) {
      if (isDuplicate(error)) return null
      throw error
    }
  }

  /** The live ones, as far as who has which seat is concerned. */
  const seated = () =>
    model.find({ seat: { $gt: '' } }, { seat: 1, ownerId: 1, assignedId: 1, live: 1 }).lean<Seated[]>()

  return { model, get, liveOf, insert, change, writeOver, seated }
}

export type Records = ReturnType<typeof createRecords>
export type Seated = Pick<Handoff, '_id' | 'seat' | 'ownerId' | 'assignedId' | 'live'>

/** A lost race is run again on what is true by then; each round lets one writer through, so only a bug gets this far. */
export const mostAttempts = 200
