import type { PipelineStage } from 'mongoose'

/** What one of several asks: of which collection, and how. */
export type Part = { collection: string; pipeline: Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[] }

/** One question for several, to be asked of the first one's collection; the answers of all come mixed. */
export const allOf = ([first, ...others]: [Part, ...Part[]]): PipelineStage[] => [
  ...first.pipeline,
  ...others.map(({ collection, pipeline }) => ({ $unionWith: { coll: collection, pipeline } })),
]
