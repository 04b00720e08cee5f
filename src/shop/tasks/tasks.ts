import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import type { PersonalData } from '../personal-data.ts'
import { type Task, taskModel } from './task.ts'

/** The list of what people of the shop have to do. */
export function createTasks({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = taskModel(connection)

  /** Opens a task; one that is open for the same cause already stays as it is. Answers the task that stands. */
  async function open(task: Pick<Task, '_id' | 'kind' | 'about' | 'words' | 'dueAt'>): Promise<Task> {
    const fresh = { ...task, version: 1, openedAt: clock.now(), state: 'open' as const, outcome: null }
    await model.updateOne({ _id: task._id }, { $setOnInsert: fresh }, { upsert: true })
    return (await model.findById(task._id).lean<Task>()) ?? fresh
  }

  /** Open tasks, the most urgent first. */
  const openOnes = (limit = 50) =>
    model.find({ state: 'open' }).sort({ state: 1, dueAt: 1 }).limit(limit).lean<Task[]>()

  /** Ends a task; ending it twice keeps the first outcome. */
  async function finish(id: string, outcome: string): Promise<void> {
    await model.updateOne({ _id: id, state: 'open' }, { $set: { state: 'done', outcome }, $inc: { version: 1 } })
  }

  const personalData: PersonalData = {
    name: 'tasks',
    exportOf: ({ customerId }) => model.find({ 'about.id': customerId }).limit(1_000).lean(),
    async eraseOf({ customerId }) {
      await model.updateMany({ 'about.id': customerId }, { $set: { words: '' } })
    },
  }

  return { open, openOnes, finish, personalData }
}

export type Tasks = ReturnType<typeof createTasks>
