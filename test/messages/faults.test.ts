import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import { createGovernor } from '../../src/messages/governor.ts'
import type { NewMessage } from '../../src/messages/message.ts'
import { createMessages } from '../../src/messages/messages.ts'
import { type House, message, openHouse, recordingChannel } from './support.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const campaign = (size: number, given: Partial<NewMessage> = {}) =>
  Array.from({ length: size }, (_, i) => message(`m${i}`, { chat: `tg:${i}`, lane: 'campaign', ...given }))

test('Redis forgets everything in the middle: nothing is lost, nothing is sent twice', async () => {
  const channel = recordingChannel(async () => {
    if (channel.calls.length % 100 === 0) await house.forgetRedis()
    return { sent: '' }
  })
  const [first, second] = [house.process(channel), house.process(channel)]
  await first.post(campaign(300))
  first.runSender()
  second.runSender()
  await vi.waitFor(async () => expect(await first.timed.isQuiet(house.clock.now())).toBe(true), { timeout: 25_000 })
  expect(channel.calls).toHaveLength(300)
  expect(new Set(channel.calls).size).toBe(300)
  expect(await first.doubtful()).toEqual([])
})

test('Redis is away: whoever answers a customer is not disturbed, and a sender with Redis takes over', async () => {
  const channel = recordingChannel()
  const away = new Redis('redis://127.0.0.1:1', {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: null,
  })
  away.on('error', () => {})
  const { connection, clock, prefix } = house
  const desk = createMessages({
    connection,
    redis: { producer: away, worker: away },
    prefix,
    clock,
    governor: createGovernor({ redis: away, prefix }),
    transport: channel.transport,
    log: silentLog,
  })
  await desk.post([message('reply', { lane: 'reply' })])
  await desk.deliver('tg:1')
  expect(channel.calls).toEqual([])
  house.process(channel).runSender()
  await vi.waitFor(() => expect(channel.calls).toEqual(['reply']), { timeout: 5_000 })
})

test('a process dies between the two writes: the message is listed, and sent again only where that is right', async () => {
  const channel = recordingChannel()
  const messages = house.process(channel)
  await messages.post([
    message('advert', { lane: 'campaign' }),
    message('booked', { chat: 'tg:2' }),
    message('alive', { chat: 'tg:3' }),
  ])
  const dying = { state: 'sending' as const, attempts: 1 }
  const longAgo = new Date('2020-01-01T00:00:00Z')
  await house.model.updateMany({ _id: { $in: ['advert', 'booked'] } }, { $set: { ...dying, claimedAt: longAgo } })
  await house.model.updateOne({ _id: 'alive' }, { $set: dying, $currentDate: { claimedAt: true } })
  messages.runSender()
  await vi.waitFor(async () => expect(await house.stored('booked')).toMatchObject({ state: 'sent' }), {
    timeout: 5_000,
  })
  expect(channel.calls).toEqual(['booked'])
  expect(await house.stored('advert')).toMatchObject({ state: 'unknown', reason: 'the process died on the way' })
  expect(await house.stored('alive')).toMatchObject({ state: 'sending' })
  expect((await messages.doubtful()).map(({ _id }) => _id).toSorted()).toEqual(['advert', 'booked'])
})

test('a sender is killed again and again: nothing is lost, and what may have gone wrong is listed', {
  timeout: 90_000,
}, async () => {
  const kills = 4
  const observer = house.process({ ...recordingChannel(), clock: systemClock })
  await observer.post(campaign(240, { notBefore: new Date(0), expiresAt: new Date('2100-01-01') }))
  const delivered = () => house.redis.lrange(`${house.prefix}:delivered`, 0, -1)
  const program = fileURLToPath(new URL('./sender-process.ts', import.meta.url))
  const start = () =>
    spawn(process.execPath, ['--import', 'tsx', program, house.uri, inject('redisUrl'), house.prefix], {
      stdio: 'ignore',
    })

  let killedAt = new Date()
  for (let kill = 1; kill <= kills; kill++) {
    const before = (await delivered()).length
    const sender = start()
    await vi.waitFor(async () => expect((await delivered()).length).toBeGreaterThan(before + 20), {
      timeout: 20_000,
      interval: 5,
    })
    sender.kill('SIGKILL')
    await once(sender, 'exit')
    killedAt = new Date()
  }
  // The leases of the dead are not waited for.
  await house.model.updateMany({ state: 'sending' }, { $set: { claimedAt: new Date(0) } })
  const last = start()
  await vi.waitFor(async () => expect(await observer.timed.isQuiet(new Date())).toBe(true), { timeout: 30_000 })
  last.kill('SIGKILL')
  await once(last, 'exit')

  const arrived = await delivered()
  const doubtful = await observer.doubtful()
  const listed = doubtful.map(({ _id }) => _id)
  const all = campaign(240).map(({ _id }) => _id)
  expect(all.filter((key) => !arrived.includes(key) && !listed.includes(key))).toEqual([])
  expect(arrived.filter((key, i) => arrived.indexOf(key) !== i)).toEqual([])
  // How many are under way depends on how busy the database is; of what the last one took nothing is in doubt.
  expect(doubtful.filter(({ calledAt }) => !calledAt || calledAt > killedAt)).toEqual([])
})
