import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { factsOf } from '../facts.ts'
import type { PersonalData } from '../personal-data.ts'
import { refOf, type Task, type TaskKind, taskModel } from './task.ts'

/** The list of what people of the shop have to do. */
export function createTasks({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = taskModel(connection)
  const get = (id: string) => model.findById(id).lean<Task>()
  const byRef = (ref: string) => model.findOne({ ref }).lean<Task>()

  /**
   * Opens a task; one that is open for the same cause already stays as it is. Answers the task that stands. `customerId` may
   * be left out where the task is about a customer, or about nobody.
   */
  async function open(
    task: Pick<Task, '_id' | 'kind' | 'about' | 'words' | 'dueAt'> & Partial<Pick<Task, 'customerId'>>,
  ): Promise<Task> {
    const customerId = task.about.kind === 'customer' ? task.about.id : null
    const blank = { customerId, owner: null, outcome: null, raised: 0, dirty: true }
    const fresh: Task = { ...blank, ...task, ref: refOf(task._id), version: 1, openedAt: clock.now(), state: 'open' }
    await model.updateOne({ _id: task._id }, { $setOnInsert: fresh }, { upsert: true })
    return (await get(task._id)) ?? fresh
  }

  /** Open tasks, the most urgent first. */
  const openOnes = (limit = 50) =>
    model.find({ state: 'open' }).sort({ state: 1, dueAt: 1 }).limit(limit).lean<Task[]>()

  /** How many tasks about these customers and appointments are open. */
  const openAbout = (ids: string[]): Promise<number> =>
    model.countDocuments({ 'about.id': { $in: ids }, state: 'open' }).exec()

  /** Takes a task on; whoever claims later takes it over. False when it is done. */
  async function claim(id: string, owner: NonNullable<Task['owner']>): Promise<boolean> {
    const change = { $set: { owner, dirty: true }, $inc: { version: 1 } }
    const { modifiedCount } = await model.updateOne({ _id: id, state: 'open', 'owner.id': { $ne: owner.id } }, change)
    return modifiedCount === 1 || (await get(id))?.state === 'open'
  }

  /** Ends a task; ending it twice keeps the first outcome. `owner` is who did it, if that is known. */
  async function finish(id: string, outcome: string, owner?: Task['owner']): Promise<boolean> {
    const values = { state: 'done', outcome, dirty: true, ...(owner && { owner }) } as const
    const { modifiedCount } = await model.updateOne({ _id: id, state: 'open' }, { $set: values, $inc: { version: 1 } })
    return modifiedCount === 1
  }

  /** Ends what is open of a kind about a customer: it is over, whoever did it. */
  async function finishAbout(customerId: string, kind: TaskKind, outcome: string): Promise<void> {
    const over = { state: 'done', outcome, dirty: true } as const
    await model.updateMany({ 'about.id': customerId, state: 'open', kind }, { $set: over, $inc: { version: 1 } })
  }

  /** Notes that a task was raised for the `times`-th time. */
  async function noteRaised(id: string, times: number): Promise<void> {
    await model.updateOne({ _id: id, raised: times - 1 }, { $set: { raised: times } })
  }

  const personalData: PersonalData = {
    name: 'tasks',
    exportOf: ({ customerId }) => model.find({ customerId }).limit(1_000).lean(),
    /** The words go, and nobody has anything left to do for them. */
    async eraseOf({ customerId }) {
      await model.updateMany({ customerId }, { $set: { words: '' } })
      const over = { state: 'done', outcome: 'erased', dirty: true } as const
      await model.updateMany({ customerId, state: 'open' }, { $set: over, $inc: { version: 1 } })
    },
  }

  return {
    get,
    byRef,
    open,
    openOnes,
    openAbout,
    claim,
    finish,
    finishAbout,
    noteRaised,
    facts: factsOf(model),
    personalData,
  }
}

export type Tasks = ReturnType<typeof createTasks>
