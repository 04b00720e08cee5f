/** One measurement: so many runs, and the figures that may be quoted. */
export type Measurement = {
  name: string
  unit: string
  runs: number
  median: number
  min: number
  max: number
  /** Which database server it was measured on, and what else must be known to read it. */
  facts: Record<string, string | number | boolean>
}

export const runsByDefault = 5

/** Runs something several times and sums it up; `once` answers the figure of one run. */
export async function measure(
  name: string,
  unit: string,
  once: (run: number) => Promise<number> | number,
  { runs = runsByDefault, facts = {} }: { runs?: number; facts?: Measurement['facts'] } = {},
): Promise<Measurement> {
  const figures: number[] = []
  for (let run = 0; run < runs; run++) figures.push(await once(run))
  return summed(name, unit, figures, facts)
}

export function summed(name: string, unit: string, figures: number[], facts: Measurement['facts'] = {}): Measurement {
  const sorted = figures.toSorted((a, b) => a - b)
  const rounded = (figure = Number.NaN) => Number(figure.toPrecision(4))
  return {
    name,
    unit,
    runs: figures.length,
    median: rounded(sorted[Math.floor(sorted.length / 2)]),
    min: rounded(sorted[0]),
    max: rounded(sorted.at(-1)),
    facts,
  }
}

/** The value below which that share of the figures lies. */
export function percentile(figures: number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
