import { loadavg } from 'node:os'

/** What may be said of a run on the command line, as `recipients=9000 runs=5`; each bench has its own defaults. */
export type Options = {
  recipients?: number
  /** Recipients of the peers in the same run, where they may be fewer. */
  peers?: number
  runs?: number
  jitter?: number
  kills?: number
  seconds?: number
  /** People who talk, what each of them says, and updates in all, where words are carried to advisors. */
  customers?: number
  each?: number
  updates?: number
}

/** The machine's load in the last minute: beside others, a figure of time is only a hint. */
export const load = () => rounded(loadavg()[0] ?? 0)

export const rounded = (figure: number) => Number(figure.toPrecision(4))
