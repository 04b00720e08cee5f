import type { Walls } from '../../../src/simulator/limits.ts'
import { type Measurement, summed } from '../measure.ts'
import type { Servers } from '../sending-support.ts'
import { oneEach, openGround } from './ground.ts'
import { load, type Options, rounded } from './options.ts'
import { arrivedAt, oneWayMs, openWall, type Verdict, verdictOn } from './wall.ts'

const jittersMs = [5, 20, 50, 100]

/**
 * P1: the share of 30 messages a second that a campaign reaches against the simulated Telegram's walls while the way
 * there jitters. The goal at jitter J is .97 / (1 + J), and at most one answer of 429 per 1,000.
 */
export async function paceAtJitters(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 900, runs = 1 } = options
  const measurements: Measurement[] = []
  for (const walls of ['strict', 'punitive'] as const) {
    for (const jitterMs of options.jitter === undefined ? jittersMs : [options.jitter])
      measurements.push(await shareOf(servers, { walls, jitterMs, recipients, runs, senders: 1 }))
  }
  return measurements
}

/** P3: several processes keep one budget. */
export async function paceOfProcesses(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 900, runs = 1 } = options
  const measurements: Measurement[] = []
  for (const senders of [2, 4])
    measurements.push(await shareOf(servers, { walls: 'punitive', jitterMs: 20, recipients, runs, senders }))
  return measurements
}

type Setting = { walls: Walls; jitterMs: number; recipients: number; senders: number }

async function shareOf(servers: Servers, setting: Setting & { runs: number }): Promise<Measurement> {
  const verdicts: Verdict[] = []
  for (let run = 0; run < setting.runs; run++) verdicts.push(await campaign(servers, setting))
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0)
  const refused = sum((verdict) => verdict.refused)
  const { runs, ...facts } = setting
  return summed(
    'sending.pace',
    'share of 30/s',
    verdicts.map(({ share }) => share),
    {
      means: 'messages that arrived, from the first to the last, against 30 a second',
      ...facts,
      oneWayMs,
      goal: rounded(0.97 / (1 + setting.jitterMs / 1000)),
      refused429: refused,
      refusedPer1000: rounded((refused * 1000) / (runs * setting.recipients)),
      missed: sum(({ missed }) => missed),
      repeated: sum(({ repeated }) => repeated),
      load: load(),
    },
  )
}

/** One campaign from its first message to its last. */
export async function campaign(servers: Servers, { walls, jitterMs, recipients, senders }: Setting): Promise<Verdict> {
  const wall = await openWall({ walls, jitterMs, recipients })
  const ground = await openGround(servers, wall)
  try {
    await Promise.all(Array.from({ length: senders }, () => ground.startSender()))
    await ground.messages.post(oneEach(wall.chats))
    await arrivedAt(wall, recipients, 30_000 + recipients * 200)
    return verdictOn(wall, wall.chats)
  } finally {
    await ground.close()
    await wall.close()
  }
}
