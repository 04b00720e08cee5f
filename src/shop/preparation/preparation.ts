import { type Connection, Schema } from 'mongoose'
import { tellsOfFacts } from '../facts.ts'

/** What has been got ready for an appointment, beside it: the appointment says what there is to do. */
export type Preparation = {
  /** The appointment's id. */
  _id: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  ticks: Tick[]
  /** What the sheet showed when it was first put out, so that it is known whether it has to be changed. */
  firstShown: string
}

/** `placement`: which of the times the appointment has had; a bay made ready for another time is not ready. */
export type Tick = { key: string; placement: number; by: string; at: Date }

const schema = new Schema<Preparation>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    ticks: { type: [Schema.Types.Mixed], required: true } as never,
    firstShown: { type: String, required: true },
  },
  { collection: 'preparations', versionKey: false, minimize: false },
)
tellsOfFacts(schema)

export function preparationModel(connection: Connection) {
  return connection.model<Preparation>('Preparation', schema)
}
