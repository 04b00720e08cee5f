import { setTimeout as sleep } from 'node:timers/promises'
import type { Walls } from '../../../src/simulator/limits.ts'
import { type Measurement, percentile, summed } from '../measure.ts'
import type { Servers } from '../sending-support.ts'
import { openDesk } from './desk.ts'
import { oneEach, openGround } from './ground.ts'
import { load, type Options, rounded } from './options.ts'
import { bestOf, bullmq, grammy, type Peer } from './peers.ts'
import { arrivedAt, oneWayMs, openWall, verdictOn, type Wall } from './wall.ts'

const jitterMs = 20
/** People who talk while the campaign goes to others, and what is said to them in a second. */
const talkers = 60
const repliesPerSecond = 2

/**
 * P2: a campaign and a conversation together: the share of 30 a second that both reach, and how long a reply takes to
 * arrive, against its time with no campaign. The goal is .96 on the punitive wall, p99 of a reply at most 67 ms more.
 */
export async function besideACampaign(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 450, peers = recipients } = options
  const measurements: Measurement[] = []
  for (const walls of ['bucket', 'strict', 'punitive'] as const)
    measurements.push(...(await ourTalk(servers, walls, recipients)))
  for (const peer of [
    await bestOf(servers, (ms) => bullmq({ max: 1, duration: ms }), jitterMs),
    await bestOf(servers, (ms) => grammy(ms), jitterMs),
  ])
    measurements.push(...(await peersTalk(servers, peer, peers)))
  return measurements
}

async function ourTalk(servers: Servers, walls: Walls, recipients: number): Promise<Measurement[]> {
  const wall = await openWall({ walls, jitterMs, recipients: recipients + talkers })
  const ground = await openGround(servers, wall)
  try {
    await ground.startSender()
    const reply = openDesk(ground, wall)
    const readers = wall.chats.slice(talkers)
    const idle = await talk(wall, reply, sleep(20_000))
    const from = wall.log.length
    await ground.messages.post(oneEach(readers))
    const busy = await talk(wall, reply, arrivedAt(wall, from + recipients, 30_000 + recipients * 200))
    // Replies took places of the campaign's: as many of its messages are still to come.
    await arrivedAt(wall, from + recipients + busy.length, 5_000 + busy.length * 60)
    return found('ours', walls, wall, { idle, busy, from, readers })
  } finally {
    await ground.close()
    await wall.close()
  }
}

async function peersTalk(servers: Servers, peer: Peer, recipients: number): Promise<Measurement[]> {
  const wall = await openWall({ walls: 'punitive', jitterMs, recipients: recipients + talkers })
  const sender = await peer.start(servers, wall)
  try {
    const readers = wall.chats.slice(talkers)
    const idle = await talk(wall, sender.urgent, sleep(10_000))
    const from = wall.log.length
    await sender.say(readers)
    const busy = await talk(wall, sender.urgent, arrivedAt(wall, from + recipients, 10_000 + recipients * 100))
    await arrivedAt(wall, from + recipients + busy.length, 20_000)
    return found(peer.name, 'punitive', wall, { idle, busy, from, readers })
  } finally {
    await sender.end()
    await wall.close()
  }
}

type Asked = { chat: number; at: number }
type Talk = { idle: Asked[]; busy: Asked[]; from: number; readers: number[] }

/** Has something said to one of the talkers now and then until the end; answers when, to whom. */
async function talk(wall: Wall, reply: (chat: number) => Promise<void>, end: Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  let over = false
  const done = end.then(() => {
    over = true
  })
  for (let turn = 0; !over; turn++) {
    const chat = wall.chats[turn % talkers] ?? 0
    asked.push({ chat, at: performance.now() })
    void reply(chat)
    await Promise.race([done, sleep((-Math.log(1 - Math.random()) * 1000) / repliesPerSecond)])
  }
  await done
  return asked
}

function found(sender: string, walls: Walls, { log }: Wall, { idle, busy, from, readers }: Talk): Measurement[] {
  const during = { log: log.slice(from) }
  const { share, refused, repeated } = verdictOn(during, [])
  const { missed } = verdictOn(during, readers)
  const [quiet, loud] = [waits(log, idle), waits(log, busy)]
  const facts = {
    sender,
    walls,
    recipients: readers.length,
    oneWayMs,
    jitterMs,
    refused429: refused,
    missed,
    repeated: repeated - (loud.length - new Set(busy.map(({ chat }) => chat)).size),
    load: load(),
  }
  const idleP99 = rounded(percentile(quiet, 0.99))
  return [
    summed('sending.beside.share', 'share of 30/s', [share], {
      means: 'campaign and replies together, from the first to the last',
      ...facts,
    }),
    summed('sending.beside.replyP99', 'ms', [percentile(loud, 0.99)], {
      means: 'from the moment a reply is posted to its arrival, 99 of 100, while a campaign is sent',
      ...facts,
      idleP99,
      more: rounded(percentile(loud, 0.99) - idleP99),
      p50: rounded(percentile(loud, 0.5)),
      idleP50: rounded(percentile(quiet, 0.5)),
      replies: loud.length,
      unanswered: busy.length - loud.length,
    }),
  ]
}

/** How long each reply took to arrive. */
function waits(log: Wall['log'], asked: Asked[]): number[] {
  return asked.flatMap(({ chat, at }) => {
    const arrived = log.find((call) => call.performed && call.chatId === chat && call.at >= at)
    return arrived ? [arrived.at - at] : []
  })
}
