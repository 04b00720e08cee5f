import { systemClock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import { createGovernor } from '../../src/messages/governor.ts'
import type { Transport } from '../../src/messages/message.ts'
import { createMessages } from '../../src/messages/messages.ts'
import { createLimits, type Walls } from '../../src/simulator/limits.ts'
import { type Measurement, summed } from './measure.ts'
import { adverts, openOutbox, type Servers } from './sending-support.ts'

const recipients = 900
/** One way, each way for itself: 20 ms and an even jitter on top, which the sender is not told. */
const oneWayMs = 20
const jittersMs = [5, 20, 50, 100]

/**
 * P1 and P3: the share of 30 messages a second that a campaign reaches against the simulated Telegram's walls, sent by
 * two processes' worth of senders; and how often the wall was hit. The goal at jitter J is .97 / (1 + J).
 */
export async function sendingPace(
  servers: Servers,
  { runs = 5, senders = 2, only = jittersMs } = {},
): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const walls of ['strict', 'punitive'] as const) {
    for (const jitterMs of only) {
      const figures: number[] = []
      let hits = 0
      for (let run = 0; run < runs; run++) {
        const { share, refused } = await campaign(servers, walls, jitterMs, senders)
        figures.push(share)
        hits += refused
      }
      const goal = Number((0.97 / (1 + jitterMs / 1000)).toFixed(4))
      const facts = { database: servers.database, walls, oneWayMs, jitterMs, senders, recipients, goal, hits }
      measurements.push(summed('sending.pace', 'share of 30/s', figures, facts))
    }
  }
  return measurements
}

async function campaign(servers: Servers, walls: Walls, jitterMs: number, senders: number) {
  const outbox = await openOutbox(servers)
  const { connection, redis, prefix } = outbox
  const wall = createLimits(walls)
  const arrivals: number[] = []
  let refused = 0
  let finished = () => {}
  const all = new Promise<void>((resolve) => {
    finished = resolve
  })

  const transport: Transport = async ({ to }) => {
    await travel(jitterMs)
    const outcome = arrive(Number(to.chat.replace('tg:', '')))
    await travel(jitterMs)
    return outcome
  }
  function arrive(chatId: number) {
    try {
      wall.pass({ chatId, isGroup: false, isNew: true, messages: 1 })
    } catch (error) {
      refused++
      return { retryAfterMs: retryAfterSeconds(error) * 1000, flooded: true }
    }
    arrivals.push(performance.now())
    if (arrivals.length === recipients) finished()
    return { sent: String(arrivals.length) }
  }

  const processes = Array.from({ length: senders }, () =>
    createMessages({
      connection,
      redis: { producer: redis, worker: redis },
      prefix,
      clock: systemClock,
      governor: createGovernor({ redis, prefix }),
      transport,
      log: silentLog,
    }),
  )
  await processes[0]?.post(adverts(recipients))
  const running = processes.map((messages) => messages.runSender())
  await all
  for (const sender of running) await sender.close()
  await outbox.drop()
  const tookMs = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)
  return { share: ((recipients - 1) / tookMs) * (1000 / 30), refused }
}

const travel = (jitterMs: number) => new Promise((resolve) => setTimeout(resolve, oneWayMs + Math.random() * jitterMs))

function retryAfterSeconds(error: unknown): number {
  const parameters = error instanceof Error && 'parameters' in error ? error.parameters : null
  const seconds =
    typeof parameters === 'object' && parameters !== null && 'retry_after' in parameters ? parameters.retry_after : 1
  return Number(seconds)
}
