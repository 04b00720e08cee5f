import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGovernor } from '../../src/messages/governor.ts'
import type { Lane } from '../../src/messages/message.ts'
import { type Pace, telegramPace } from '../../src/messages/pace.ts'
import { ownRedis } from '../support/own-database.ts'
import { until } from '../support/until.ts'

let own: ReturnType<typeof ownRedis>
beforeEach(() => {
  own = ownRedis()
})
afterEach(() => own.drop())

const governor = (pace?: Partial<Pace>) =>
  createGovernor({ redis: own.redis, prefix: own.prefix, pace: { ...telegramPace, ...pace } })

/** The largest number of instants in any window of so many milliseconds. */
function mostWithin(windowMs: number, instants: number[]): number {
  return Math.max(...instants.map((from) => instants.filter((at) => at >= from && at < from + windowMs).length))
}

describe('the pace', () => {
  test('is even, and one for all processes: no second holds more than 30 calls', async () => {
    const at: number[] = []
    const callers = [governor(), governor(), governor()]
    const calls = Array.from({ length: 75 }, (_, i) =>
      callers[i % 3]?.admit({ lane: 'campaign', chat: `tg:${i}` }).then(() => at.push(performance.now())),
    )
    await Promise.all(calls)
    expect(mostWithin(1000, at)).toBeLessThanOrEqual(30)
    const tookMs = Math.max(...at) - Math.min(...at)
    expect(75_000 / tookMs).toBeGreaterThan(25)
  })

  test('lets a reply go before what waits in other lanes of other processes', async () => {
    const [crowd, desk] = [governor({ perSecond: 10 }), governor({ perSecond: 10 })]
    const order: Lane[] = []
    const ask = (of: typeof crowd, lane: Lane, chat: string) => of.admit({ lane, chat }).then(() => order.push(lane))
    const crowdCalls = Array.from({ length: 8 }, (_, i) => ask(crowd, 'campaign', `tg:${i}`))
    await crowdCalls[1]
    const sentBefore = order.length
    await ask(desk, 'reply', 'tg:99')
    expect(order.indexOf('reply') - sentBefore).toBeLessThanOrEqual(1)
    await Promise.all(crowdCalls)
    expect(order).toHaveLength(9)
  })

  test('slows down by the jitter of the calls, and by being told that it is too fast', async () => {
    const calm = governor()
    const perSecond = async () => {
      await calm.admit({ lane: 'reply', chat: `tg:${Math.random()}` })
      return (await calm.view()).perSecond ?? 0
    }
    for (let i = 0; i < 200; i++) await calm.took(60)
    const steady = await perSecond()
    expect(steady).toBeGreaterThan(0.97 * 30)
    expect(steady).toBeLessThan(30)
    for (let i = 0; i < 200; i++) await calm.took(i % 2 ? 20 : 100)
    const jittery = await perSecond()
    expect(jittery).toBeLessThan(0.93 * 30)
    await calm.pause(1, { flooded: true })
    expect(await perSecond()).toBeLessThan(0.96 * jittery)
  })

  test('begins anew, carefully, when Redis has forgotten it', async () => {
    const some = governor()
    for (let i = 0; i < 100; i++) await some.took(60)
    await some.admit({ lane: 'reply', chat: 'tg:1' })
    const before = (await some.view()).perSecond ?? 0
    await own.redis.del(`${own.prefix}:pace`)
    await some.admit({ lane: 'reply', chat: 'tg:1' })
    const after = (await some.view()).perSecond ?? 0
    expect(after).toBeLessThan(before)
    expect(after).toBeGreaterThan(25)
  })

  test('remembers a call that left late: no second that begins with it holds too many', async () => {
    const some = governor({ perSecond: 5 })
    const granted = async (chat: string) => {
      for (;;) {
        const permit = await some.ask({ lane: 'reply', chat })
        if (permit.go) return permit
      }
    }
    const first = await granted('tg:0')
    expect(await some.depart({ ...first, leaveAt: performance.now() - 300 })).toBe(0)
    const gaps = []
    for (let i = 1; i <= 5; i++) gaps.push((await granted(`tg:${i}`)).leaveAt - first.leaveAt)
    expect(gaps[3]).toBeLessThan(1_150)
    expect(gaps[4]).toBeGreaterThan(1_280)
  })

  test('is given back by a call that is not made', async () => {
    const slow = governor({ perSecond: 1 })
    const permit = await slow.ask({ lane: 'reply', chat: 'tg:1' })
    if (permit.go) await slow.giveBack({ lane: 'reply', chat: 'tg:1' }, permit)
    const from = performance.now()
    await slow.admit({ lane: 'reply', chat: 'tg:2' })
    expect(performance.now() - from).toBeLessThan(500)
  })
})

describe('a chat', () => {
  test('takes a burst of five, then a call a second, without holding up others', async () => {
    const fast = governor({ perSecond: 1000 })
    for (let i = 0; i < 5; i++) expect(await fast.ask({ lane: 'reply', chat: 'tg:1' })).toMatchObject({ go: true })
    const sixth = await fast.ask({ lane: 'reply', chat: 'tg:1' })
    expect(sixth).toMatchObject({ go: false, held: 'chat' })
    expect('forMs' in sixth && sixth.forMs).toBeLessThanOrEqual(1100)
    expect(await fast.ask({ lane: 'campaign', chat: 'tg:2' })).toMatchObject({ go: true })
  })
})

describe('a group', () => {
  test('takes 20 calls a minute, the last five only for replies', async () => {
    const fast = governor({ perSecond: 1000, chat: { everyMs: 1, burst: 1000 } })
    const chat = 'tg:-100'
    const held = async (lane: Lane) => !(await fast.ask({ lane, chat })).go
    for (let i = 0; i < 15; i++) expect(await held('transactional')).toBe(false)
    expect(await held('transactional')).toBe(true)
    for (let i = 0; i < 5; i++) expect(await held('reply')).toBe(false)
    const next = await fast.ask({ lane: 'reply', chat })
    expect(next).toMatchObject({ go: false, held: 'chat' })
    expect('forMs' in next && next.forMs).toBeGreaterThan(55_000)
  })

  test('counts its minute from the answer: a call that reached the channel late is not followed too soon', async () => {
    const fast = governor({ perSecond: 1000, group: { calls: 1, windowMs: 2_000, forReplies: 0 } })
    const chat = 'tg:-100'
    const asked = performance.now()
    expect(await fast.ask({ lane: 'reply', chat })).toMatchObject({ go: true })
    await until(() => performance.now() - asked > 1_000)
    await fast.answered({ chat })
    const next = await fast.ask({ lane: 'reply', chat })
    expect('forMs' in next && next.forMs).toBeGreaterThan(1_500)
  })
})

describe('a pause', () => {
  test('holds for every process and every lane, and is in view', async () => {
    const [first, second] = [governor(), governor()]
    await first.pause(10_072_000, { flooded: true })
    expect(await second.ask({ lane: 'reply', chat: 'tg:1' })).toMatchObject({ go: false, held: 'all' })
    expect((await second.view()).pausedMs).toBeGreaterThan(10_000_000)
  })

  test('reaches a call that was granted before, in this process and, when it is late, in another', async () => {
    const [first, second] = [governor(), governor()]
    const permit = { leaveAt: performance.now() - 100, number: 0 }
    expect(await second.depart(permit)).toBe(0)
    await first.pause(60_000, { flooded: true })
    expect(await first.depart({ leaveAt: performance.now() + 5, number: 0 })).toBeGreaterThan(50_000)
    expect(await second.depart(permit)).toBeGreaterThan(50_000)
  })

  test('counts once for calls that were refused together', async () => {
    const some = governor()
    for (let i = 0; i < 6; i++) await some.pause(50, { flooded: true })
    await some.admit({ lane: 'reply', chat: 'tg:1' })
    expect((await some.view()).perSecond).toBeGreaterThan(25)
  })
})
