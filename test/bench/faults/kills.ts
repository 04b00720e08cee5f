import { setTimeout as sleep } from 'node:timers/promises'
import type { OutboxMessage } from '../../../src/messages/message.ts'
import { type Measurement, percentile, summed } from '../measure.ts'
import { type Ground, oneEach, openGround } from '../sending/ground.ts'
import { load, type Options, rounded } from '../sending/options.ts'
import { oneWayMs, openWall, type Wall } from '../sending/wall.ts'
import type { Servers } from '../sending-support.ts'
import { nextCallAfter, quiet, reckoning } from './verdict.ts'

/**
 * R1: the only sender is killed again and again while it sends, in turn between claim and call, between call and
 * record, and at any moment; another is started at once. Half of the people are told of their appointment, which is
 * tried again when in doubt, half get an advertisement, which never is.
 */
export async function killedSenders(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 900, kills = 6 } = options
  const wall = await openWall({ walls: 'strict', recipients })
  const ground = await openGround(servers, wall)
  try {
    await ground.messages.post(
      oneEach(
        wall.chats.filter((_, i) => i % 2 === 0),
        { lane: 'transactional', key: 'told' },
      ),
    )
    await ground.messages.post(oneEach(wall.chats.filter((_, i) => i % 2 === 1)))
    const goingAgainMs: number[] = []
    const startMs: number[] = []
    let sender = await ground.startSender()
    for (let kill = 0; kill < kills; kill++) {
      await untilCalls(wall, wall.log.length + Math.floor((recipients / (kills + 1)) * 0.8))
      await moments[kill % moments.length]?.(ground, wall)
      await sender.end('SIGKILL')
      const killedAt = performance.now()
      sender = await ground.startSender()
      startMs.push(performance.now() - killedAt)
      goingAgainMs.push((await nextCallAfter(wall, killedAt)) - killedAt)
    }
    await quiet(ground, 60_000 + recipients * 100)
    const found = await reckoning(ground, wall, wall.chats)
    return [
      summed('faults.kill.goingAgain', 'ms', goingAgainMs, {
        means: 'from a kill -9 to the next call of the process started after it, its start (tsx) included; goal 5,000',
        recipients,
        kills,
        oneWayMs,
        ...found,
        startOfTheProcessMedianMs: rounded(percentile(startMs, 0.5)),
        doubtsPerKill: rounded(found.listed / kills),
        holds: found.lost === 0 && found.repeatedUnlisted === 0 && found.listed <= 3 * kills,
        refused429: wall.log.filter(({ code }) => code === 429).length,
        load: load(),
      }),
    ]
  } finally {
    await ground.close()
    await wall.close()
  }
}

/** The moments at which a kill does most harm. */
const moments: ((ground: Ground, wall: Wall) => Promise<unknown>)[] = [claimedNotCalled, answeredNotRecorded, anyMoment]

async function claimedNotCalled({ connection }: Ground, { log }: Wall): Promise<void> {
  const outbox = connection.collection<OutboxMessage>('outbox')
  for (;;) {
    const claimed = await outbox.find({ state: 'sending' }).toArray()
    const called = new Set(log.slice(-100).map(({ chatId }) => `tg:${chatId}`))
    // A call is in the log once it is answered; younger than one way, it may not even have left.
    if (claimed.some(({ to }) => !called.has(to.chat))) return
  }
}

/** The log holds a call the moment its answer is given. */
async function answeredNotRecorded(_: Ground, { log }: Wall): Promise<void> {
  for (const calls = log.length; log.length === calls; ) await sleep(0)
}

function anyMoment(): Promise<unknown> {
  return sleep(Math.random() * 34)
}

async function untilCalls({ log }: Wall, calls: number): Promise<void> {
  const deadline = performance.now() + 120_000
  while (log.length < calls && performance.now() < deadline) await sleep(5)
}
