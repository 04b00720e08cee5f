import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend, isDuplicate } from '../change.ts'
import type { PersonalData } from '../personal-data.ts'
import { caseModel, type SharedCase } from './case.ts'
import { tokensOf } from './tokens.ts'

export type NotShared = Refusal<'case-unknown' | 'case-over' | 'not-author'>

/** Found at most, and words of a question that are looked for. */
const foundAtMost = 5
const tokensAtMost = 20

/** The door to cases for training. Every act may be repeated. */
export function createCases({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = caseModel(connection)
  const get = (id: string) => model.findById(id).lean<SharedCase>()

  /** Writes a case up; nobody else sees it before its author has looked at it. `key` names the happening. */
  async function draft(
    key: string,
    written: Pick<SharedCase, 'lesson' | 'story' | 'author'> & { customerId: string },
  ): Promise<SharedCase> {
    const createdAt = clock.now()
    const _id = `cas_${createHash('sha256').update(key).digest('hex').slice(0, 15)}`
    const blank = { version: 1, state: 'draft', releasedBy: null, releasedAt: null, usefulTo: [], history: [] } as const
    const fresh = {
      ...blank,
      usefulTo: [],
      history: [],
      ...written,
      _id,
      tokens: tokensOf(`${written.lesson} ${written.story}`),
      createdAt,
    }
    try {
      await model.create(fresh)
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    return (await get(_id)) ?? fresh
  }

  /** Its author has looked at it: nobody can be recognised. */
  const approve = (id: string, by: string) =>
    change(id, by, ({ state, author }) => {
      if (state === 'approved') return {}
      if (state !== 'draft') return refuse('case-over')
      return author.id === by ? { state: 'approved' } : refuse('not-author')
    })

  /** A manager gives it to everybody. */
  const release = (id: string, by: string) =>
    change(id, by, ({ state }) => {
      if (state === 'released') return {}
      return state === 'approved' ? { state: 'released', releasedBy: by, releasedAt: clock.now() } : refuse('case-over')
    })

  /** It is not shared after all. */
  const drop = (id: string, by: string) =>
    change(id, by, ({ state }) =>
      state === 'released' ? refuse('case-over') : { state: 'dropped', lesson: '', story: '', tokens: [] },
    )

  /** Somebody found it useful; once each. */
  async function rate(id: string, advisorId: string): Promise<SharedCase | null> {
    await model.updateOne({ _id: id, state: 'released' }, { $addToSet: { usefulTo: advisorId } })
    return get(id)
  }

  /** Released cases that hold any of these words, those with the most of them first, then the most useful. */
  async function find(words: string): Promise<SharedCase[]> {
    const wanted = tokensOf(words).slice(0, tokensAtMost)
    if (wanted.length === 0) return []
    return model.aggregate<SharedCase>([
      { $match: { tokens: { $in: wanted }, state: 'released' } },
      {
        $addFields: {
          hits: { $size: { $setIntersection: ['$tokens', wanted] } },
          useful: { $size: '$usefulTo' },
        },
      },
      { $sort: { hits: -1, useful: -1, releasedAt: -1 } },
      { $limit: foundAtMost },
    ])
  }

  async function change(
    id: string,
    by: string,
    decide: (one: SharedCase) => Partial<SharedCase> | NotShared,
  ): Promise<SharedCase | NotShared> {
    const noted = { by, at: clock.now(), told: ['state'] as const }
    return (await amend<SharedCase, NotShared>(model, id, noted, decide)) ?? refuse('case-unknown')
  }

  const personalData: PersonalData = {
    name: 'cases',
    exportOf: ({ customerId }) => model.find({ customerId }).limit(1_000).lean(),
    /** What was released names nobody; what was not is not shared any more. */
    async eraseOf({ customerId }) {
      await model.deleteMany({ customerId, state: { $ne: 'released' } })
      await model.updateMany({ customerId }, { $set: { customerId: null } })
    },
  }

  return { get, draft, approve, release, drop, rate, find, personalData }
}

export type Cases = ReturnType<typeof createCases>
