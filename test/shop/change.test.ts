import { type Model, Schema } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { amend, type Change, write } from '../../src/shop/change.ts'
import { ownDatabase } from '../support/own-database.ts'

type Note = { _id: string; version: number; dirty: boolean; words: string; history: Change[] }

const schema = new Schema<Note>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    words: { type: String, required: true },
    history: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'notes', versionKey: false },
)
const by = { by: 'test', at: new Date('2026-03-02T01:00Z') }

describe('a change of a record', () => {
  let database: Awaited<ReturnType<typeof ownDatabase>>
  let notes: Model<Note>
  beforeAll(async () => {
    database = await ownDatabase()
    notes = database.connection.model<Note>('Note', schema)
  })
  afterAll(() => database.drop())

  async function noted(_id: string) {
    await notes.create({ _id, version: 1, dirty: true, words: 'first', history: [] })
    return (await notes.findById(_id).lean<Note>()) as Note
  }

  it('keeps its mark though what followed from the version it read was carried over meanwhile', async () => {
    const read = await noted('n1')
    await notes.updateOne({ _id: 'n1', version: 1 }, { $set: { dirty: false } })
    expect(await write(notes, read, { words: 'second', dirty: true }, by)).toMatchObject({ version: 2, dirty: true })
  })

  it('that changes nothing writes nothing', async () => {
    await noted('n2')
    expect(await amend<Note>(notes, 'n2', by, () => ({ words: 'first', dirty: true }))).toMatchObject({ version: 1 })
    const changed = await amend<Note>(notes, 'n2', by, () => ({ words: 'second' }))
    expect(changed?.history.map(({ what, old, new: now }) => [what, old, now])).toEqual([['words', 'first', 'second']])
  })
})
