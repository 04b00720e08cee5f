import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import type { Walls } from '../../../src/simulator/limits.ts'
import { type Measurement, summed } from '../measure.ts'
import type { Servers } from '../sending-support.ts'
import { load, type Options, rounded } from './options.ts'
import { campaign } from './pace.ts'
import { startSending } from './processes.ts'
import { arrivedAt, oneWayMs, openWall, type Verdict, verdictOn, type Wall } from './wall.ts'

export type BullmqSettings = {
  redisUrl: string
  prefix: string
  token: string
  apiRoot: string
  limiter?: { max: number; duration: number }
}
export type GrammySettings = { token: string; apiRoot: string; minTimeMs?: number }

/** Somebody who sends: `say` hands over a message to each chat, `urgent` one that somebody waits for. */
export type Sender = { say(chats: number[]): Promise<void>; urgent(chat: number): Promise<void>; end(): Promise<void> }
export type Peer = { name: string; start(servers: Servers, wall: Wall): Promise<Sender> }

export const bullmq = (limiter?: { max: number; duration: number }): Peer => ({
  name: limiter ? `BullMQ {max: ${limiter.max}, duration: ${limiter.duration}}` : 'BullMQ without a limiter',
  async start({ redisUrl }, { token, apiRoot }) {
    const prefix = `peer_${Math.random().toString(36).slice(2)}`
    const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
    const queue = new Queue('sending', { connection, prefix })
    const sender = await startSending('bullmq', { redisUrl, prefix, token, apiRoot, ...(limiter && { limiter }) })
    const jobs = (chats: number[], priority: number) =>
      chats.map((chat) => ({ name: 'send', data: { chat }, opts: { priority, removeOnComplete: true } }))
    return {
      say: async (chats) => void (await queue.addBulk(jobs(chats, 2))),
      urgent: async (chat) => void (await queue.addBulk(jobs([chat], 1))),
      async end() {
        await sender.end()
        await queue.obliterate({ force: true })
        await queue.close()
        connection.disconnect()
      },
    }
  },
})

export const grammy = (minTimeMs?: number): Peer => ({
  name: minTimeMs === undefined ? 'grammY throttler' : `grammY throttler {minTime: ${minTimeMs}}`,
  async start(_, { token, apiRoot }) {
    const sender = await startSending('grammy', { token, apiRoot, ...(minTimeMs !== undefined && { minTimeMs }) })
    return {
      say: async (chats) => sender.tell({ chats }),
      urgent: async (chat) => sender.tell({ chats: [chat] }),
      end: () => sender.end(),
    }
  },
})

const spacingsMs = [34, 35, 36, 38]

/**
 * Ours beside BullMQ's limiter and grammY's throttler, each by default and with the best of several spacings, before
 * the same punitive wall and the same jitter. A run that does not end is judged by what arrived in its time.
 */
export async function peersBeforeTheWall(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 450, jitter = 20, runs = 1 } = options
  const setting = { walls: 'punitive' as const, jitterMs: jitter, recipients }
  const tuned = [
    await bestOf(servers, (ms) => bullmq({ max: 1, duration: ms }), jitter),
    await bestOf(servers, (ms) => grammy(ms), jitter),
  ]
  const peers = [tuned[0], bullmq({ max: 30, duration: 1000 }), tuned[1], grammy()].filter((peer) => peer !== undefined)
  const verdicts = new Map<string, Verdict[]>()
  const note = (name: string, verdict: Verdict) => verdicts.set(name, [...(verdicts.get(name) ?? []), verdict])
  for (let run = 0; run < runs; run++) {
    note('ours', await campaign(servers, { ...setting, senders: 1 }))
    for (const peer of peers) note(peer.name, await peerCampaign(servers, peer, setting))
  }
  return [...verdicts].map(([sender, all]) =>
    summed(
      'sending.peers',
      'share of 30/s',
      all.map(({ share }) => share),
      {
        means: 'as sending.pace; peers keep no record of what became of a message',
        sender,
        ...setting,
        oneWayMs,
        refused429: all.reduce((sum, { refused }) => sum + refused, 0),
        missed: all.reduce((sum, { missed }) => sum + missed, 0),
        spacingsTried: spacingsMs.join(', '),
        load: load(),
      },
    ),
  )
}

/** The spacing that brings the most through the punitive wall. */
export async function bestOf(servers: Servers, peerAt: (ms: number) => Peer, jitterMs: number): Promise<Peer> {
  let best = { share: -1, peer: peerAt(spacingsMs[0] ?? 35) }
  for (const ms of spacingsMs) {
    const peer = peerAt(ms)
    const { share } = await peerCampaign(servers, peer, { walls: 'punitive', jitterMs, recipients: 200 })
    if (share > best.share) best = { share, peer }
  }
  return best.peer
}

async function peerCampaign(
  servers: Servers,
  peer: Peer,
  { walls, jitterMs, recipients }: { walls: Walls; jitterMs: number; recipients: number },
): Promise<Verdict> {
  const wall = await openWall({ walls, jitterMs, recipients })
  const sender = await peer.start(servers, wall)
  try {
    const began = performance.now()
    await sender.say(wall.chats)
    const withinMs = 5_000 + recipients * 80
    if (await arrivedAt(wall, recipients, withinMs)) return verdictOn(wall, wall.chats)
    const verdict = verdictOn(wall, wall.chats)
    return { ...verdict, share: rounded(verdict.delivered / ((performance.now() - began) / 1000) / 30) }
  } finally {
    await sender.end()
    await wall.close()
  }
}
