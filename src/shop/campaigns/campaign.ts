import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'
import { tellsOfFacts } from '../facts.ts'
import type { CampaignFile } from './campaign-file.ts'

export const campaignStates = ['briefing', 'running', 'paused', 'stopped', 'ended'] as const
export type CampaignState = (typeof campaignStates)[number]

/**
 * An offer to many customers for a time. It is told to nobody before the advisors it needs have read its briefing, or a
 * manager said why not.
 */
export type Campaign = {
  /** As its author named it. */
  _id: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  /** What it says, as it was when it was opened. */
  file: CampaignFile
  state: CampaignState
  acknowledged: { advisorId: string; name: string; at: Date }[]
  /** Why it was launched before everybody had read it. */
  override: { by: string; reason: string; at: Date } | null
  launchedAt: Date | null
  /** How often it was put to work: launched, resumed. */
  runs: number
  /** The last customer that was looked at; `null` before the first. */
  cursor: string | null
  /** When everybody in its audience had been looked at. */
  walkedAt: Date | null
  /** When the last of them had been told. */
  toldAt: Date | null
  /** How many of the audience are not told, by reason. */
  excluded: Record<string, number>
  /** Who gets to see the message before it starts. */
  tests: { chat: string; by: string; at: Date }[]
  endedAt: Date | null
  /** Why it was stopped: a person's words, or `blocked` and `failed` for the rules that do. */
  stopReason: string | null
  history: Change[]
  createdAt: Date
}

const schema = new Schema<Campaign>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    file: { type: Schema.Types.Mixed, required: true } as never,
    state: { type: String, enum: campaignStates, required: true },
    acknowledged: { type: [Schema.Types.Mixed], required: true } as never,
    override: { type: Schema.Types.Mixed, default: null } as never,
    launchedAt: { type: Date, default: null },
    runs: { type: Number, required: true },
    cursor: { type: String, default: null },
    walkedAt: { type: Date, default: null },
    toldAt: { type: Date, default: null },
    excluded: { type: Schema.Types.Mixed, required: true } as never,
    tests: { type: [Schema.Types.Mixed], required: true } as never,
    endedAt: { type: Date, default: null },
    stopReason: { type: String, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'campaigns', versionKey: false, minimize: false },
)
schema.index({ state: 1 })
schema.index({ createdAt: -1 })
tellsOfFacts(schema)

export function campaignModel(connection: Connection) {
  return connection.model<Campaign>('Campaign', schema)
}

export type CampaignModel = ReturnType<typeof campaignModel>
