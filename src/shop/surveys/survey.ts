import { type Connection, Schema } from 'mongoose'
import type { MediaRef } from '../appointments/appointment.ts'
import type { Change } from '../change.ts'

export const surveyKinds = ['csat', 'nps'] as const
/** `csat`: how satisfied, 1 to 5. `nps`: whether they would recommend the shop, 0 to 10. */
export type SurveyKind = (typeof surveyKinds)[number]

/** What may have been the reason for a score. */
export const causes = ['quality', 'advisor', 'time', 'price', 'facility'] as const
export type Cause = (typeof causes)[number]

/** The question after a visit, and what was answered: nothing of it is ever overwritten. */
export type Survey = {
  /** `<kind>:<visit>`: a visit is asked about once. */
  _id: string
  version: number
  kind: SurveyKind
  visitId: string
  customerId: string
  /** Who looked after the visit, and what was done: for the counts. */
  vehicleId: string
  advisorId: string
  technicianId: string | null
  itemIds: string[]
  /** `withdrawn`: an advisor wrote first. */
  state: 'asked' | 'answered' | 'withdrawn'
  askedAt: Date
  /** Until when a first answer counts (UTC). */
  expiresAt: Date
  /** Every version of the answer, the one that holds last. */
  answers: { score: number; at: Date }[]
  causes: Cause[]
  /** The customer's own words, as they were said. */
  comments: Comment[]
  history: Change[]
}
/** `message` names the message it came in, so that nothing is kept twice. */
export type Comment = { words: string; media: MediaRef[]; saidAt: Date; message: string }

/** The lowest and the highest score. */
export const scaleOf: Record<SurveyKind, { least: number; most: number }> = {
  csat: { least: 1, most: 5 },
  nps: { least: 0, most: 10 },
}

export const surveyIdOf = (kind: SurveyKind, visitId: string) => `${kind}:${visitId}`

/** The answer that holds; `null` while there is none. */
export const scoreOf = ({ answers }: Pick<Survey, 'answers'>): number | null => answers.at(-1)?.score ?? null

/** At this score and below, somebody is not satisfied; at the lower one they complain. */
export const dissatisfiedAt = 3
export const complainsAt = 2

const schema = new Schema<Survey>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    kind: { type: String, enum: surveyKinds, required: true },
    visitId: { type: String, required: true },
    customerId: { type: String, required: true },
    vehicleId: { type: String, required: true },
    advisorId: { type: String, required: true },
    technicianId: { type: String, default: null },
    itemIds: { type: [String], required: true } as never,
    state: { type: String, enum: ['asked', 'answered', 'withdrawn'], required: true },
    askedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    answers: { type: [Schema.Types.Mixed], required: true } as never,
    causes: { type: [String], required: true } as never,
    comments: { type: [Schema.Types.Mixed], required: true } as never,
    history: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'surveys', versionKey: false, minimize: false },
)
schema.index({ customerId: 1, askedAt: -1 })
schema.index({ kind: 1, askedAt: 1 })

export function surveyModel(connection: Connection) {
  return connection.model<Survey>('Survey', schema)
}

/** When a customer was asked last: of two surveys at one instant, one takes the turn. */
export type Turn = { _id: string; askedAt: Date; surveyId: string }

const turnSchema = new Schema<Turn>(
  {
    _id: { type: String, required: true },
    askedAt: { type: Date, required: true },
    surveyId: { type: String, required: true },
  },
  { collection: 'survey-turns', versionKey: false },
)

export function turnModel(connection: Connection) {
  return connection.model<Turn>('SurveyTurn', turnSchema)
}
