import { setTimeout as sleep } from 'node:timers/promises'
import { type Measurement, summed } from '../measure.ts'
import { oneEach, openGround } from '../sending/ground.ts'
import { load, type Options, rounded } from '../sending/options.ts'
import { arrivedAt, oneWayMs, openWall } from '../sending/wall.ts'
import type { Servers } from '../sending-support.ts'
import { quiet, reckoning } from './verdict.ts'

/** Longer than this nobody waits here: it is shown that nothing left so far, and until when nothing will. */
const patienceSeconds = 20

/** R3: Telegram says "too fast" once, and for how long nothing may leave; two processes send. */
export async function toldToWait(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 150 } = options
  return Promise.all([1, 30, 10_072].map((seconds) => told(servers, seconds, recipients)))
}

async function told(servers: Servers, retryAfter: number, recipients: number): Promise<Measurement> {
  const wall = await openWall({ walls: 'strict', jitterMs: 20, recipients })
  const ground = await openGround(servers, wall)
  try {
    await Promise.all([ground.startSender(), ground.startSender()])
    await ground.messages.post(oneEach(wall.chats))
    await arrivedAt(wall, recipients / 3, 60_000)
    wall.faults.inject({ kind: 'too-many-requests', retryAfter })
    const refusal = () => wall.log.find(({ code }) => code === 429)
    while (!refusal()) await sleep(5)
    const toldAt = refusal()?.answeredAt ?? 0
    await sleep(500)
    const heldBackMs = (await ground.governor.view()).pausedMs
    await sleep(Math.min(retryAfter, patienceSeconds) * 1000 - (performance.now() - toldAt))

    const until = toldAt + Math.min(retryAfter, patienceSeconds) * 1000
    const after = () => wall.log.filter(({ at }) => at > toldAt)
    const early = after().filter(({ at }) => at < until)
    const endsHere = retryAfter > patienceSeconds + 60
    if (!endsHere) await quiet(ground, retryAfter * 1000 + recipients * 200)
    const found = endsHere ? {} : await reckoning(ground, wall, wall.chats)
    const pending = await ground.connection.collection('outbox').countDocuments({ state: 'pending' })
    const firstAfter = after().find(({ at }) => at >= until)
    return summed('faults.tooFast.early', 'calls', [early.length], {
      means:
        'calls that arrived after the answer 429 and before its time was over; those on their way then are among them',
      retryAfterSeconds: retryAfter,
      watchedSeconds: rounded((until - toldAt) / 1000),
      latestEarlyMs: rounded(Math.max(0, ...early.map(({ at }) => at - toldAt))),
      heldBackSeconds: rounded(heldBackMs / 1000),
      nextAfterMs: firstAfter ? rounded(firstAfter.at - toldAt) : -1,
      stillPending: pending,
      accountedFor: pending + wall.log.filter(({ performed }) => performed).length === recipients,
      ...found,
      oneWayMs,
      load: load(),
    })
  } finally {
    await ground.close()
    await wall.close()
  }
}
