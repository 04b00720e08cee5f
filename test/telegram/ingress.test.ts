import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { createApi } from '../../src/telegram/api.ts'
import { startPolling } from '../../src/telegram/ingress/poll.ts'
import { until } from '../support/until.ts'
import { type Gate, openGate, update } from './support.ts'

let gate: Gate
beforeEach(async () => {
  gate = await openGate()
})
afterEach(() => gate.close())

describe('the way in', () => {
  it('drops an update that is delivered again', async () => {
    const one = gate.process()
    one.run()
    expect(await one.receive(update(1, 7))).toBe(200)
    await one.quiet()
    expect(await one.receive(update(1, 7))).toBe(200)
    expect(await one.receive(update(2, 7))).toBe(200)
    await one.quiet()
    expect(gate.handled).toEqual([1, 2])
  })

  it('gives 1,000 updates, each delivered three times and shuffled, one effect each and each chat its order', async () => {
    const chats = 40
    const chatOf = (id: number) => id % chats
    const ids = Array.from({ length: 1_000 }, (_, i) => i + 1)
    const first = gate.process()
    const second = gate.process()
    const deliveries = shuffled([...ids, ...ids, ...ids])
    await Promise.all(deliveries.map((id) => first.inbox.store([update(id, chatOf(id)) as never])))
    first.run()
    second.run()
    await first.quiet()
    expect([...gate.handled].sort((a, b) => a - b)).toEqual(ids)
    for (let chat = 0; chat < chats; chat++) {
      const order = gate.handled.filter((id) => chatOf(id) === chat)
      expect(order).toEqual(order.toSorted((a, b) => a - b))
    }
  }, 120_000)

  it('tries an update that fails again, parks it with an apology, and goes on', async () => {
    const tries: number[] = []
    const one = gate.process((id) => {
      if (id !== 2) return
      tries.push(performance.now())
      throw new TypeError('somebody’s words')
    })
    one.run()
    for (const [id, chat] of [
      [1, 7],
      [2, 7],
      [3, 7],
      [4, 8],
    ] as const)
      await one.receive(update(id, chat))
    await until(() => gate.handled.includes(4))
    expect(gate.handled).not.toContain(3)
    await one.quiet()
    expect(gate.handled.filter((id) => id !== 4)).toEqual([1, 3])
    expect(gate.apologies).toEqual([2])
    const pauses = tries.slice(1).map((at, i) => at - (tries[i] ?? at))
    expect(pauses).toHaveLength(3)
    pauses.forEach((pause, i) => {
      expect(pause).toBeGreaterThan(150 * 4 ** i)
    })
    expect(await one.inbox.parkedIds()).toEqual([2])
    const parked = gate.logged.find(({ says }) => says === 'update parked')
    expect(parked).toMatchObject({ level: 'error', facts: { update: 2, chat: 'tg:7', tries: 4 } })
  })

  it('ignores kinds of updates that it does not know', async () => {
    const one = gate.process()
    one.run()
    for (const strange of [{ brain_wave: { depth: 7 } }, { message: null }, {}, { message: {} }, { poll: { id: '1' } }])
      expect(await one.receive({ update_id: 5, ...strange })).toBe(200)
    expect(await gate.model.countDocuments()).toBe(0)
    await one.receive(update(6, 7))
    await one.quiet()
    expect(gate.handled).toEqual([6])
  })

  it('keeps nobody waiting behind a chat whose handler hangs', async () => {
    let release = () => {}
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const one = gate.process((id) => (id === 1 ? hanging : undefined))
    one.run()
    await one.receive(update(1, 7))
    await one.receive(update(2, 7))
    for (let id = 3; id < 103; id++) await one.receive(update(id, 1_000 + id))
    await until(() => gate.handled.length === 100)
    expect(gate.handled).not.toContain(2)
    release()
    await one.quiet()
    expect(gate.handled.slice(-2)).toEqual([1, 2])
  })

  it('does not give a closing process more than it has in hand, and loses nothing by that', async () => {
    let release = () => {}
    const begun = gate.process(
      () =>
        new Promise<void>((resolve) => {
          release = resolve
        }),
    )
    for (const id of [1, 2, 3]) await begun.receive(update(id, 7))
    let taken = release
    const running = begun.run()
    await until(() => release !== taken)
    taken = release
    const closed = running.close()
    release()
    await closed
    expect(gate.handled).toEqual([1])
    gate.process().run()
    await begun.quiet()
    expect(gate.handled).toEqual([1, 2, 3])
  })

  it('finds by itself what is to be done when Redis has forgotten everything', async () => {
    const ids = Array.from({ length: 200 }, (_, i) => i + 1)
    const one = gate.process(async () => {
      if (gate.handled.length === 50) await gate.redis.flushall()
    })
    const running = one.run()
    await Promise.all(ids.map((id) => one.receive(update(id, id % 20))))
    await one.quiet()
    await running.close()
    expect(gate.handled.toSorted((a, b) => a - b)).toEqual(ids)
  })

  it('looks beyond one chat with a thousand updates', async () => {
    const one = gate.process()
    const many = Array.from({ length: 1_000 }, (_, i) => update(i + 1, 1))
    await one.inbox.store([...many, update(5_000, 2)] as never[])
    expect((await one.inbox.chatsWaiting(500)).toSorted()).toEqual(['tg:1', 'tg:2'])
  })
})

describe('polling', () => {
  it('acknowledges only what is stored: a process that dies in between loses nothing', async () => {
    const simulator = await startSimulator({ walls: 'off' })
    const api = createApi({ token: simulator.token, apiRoot: simulator.apiRoot })
    const one = gate.process()
    let deaths = 0
    const store = async (updates: Parameters<typeof one.inbox.store>[0]) => {
      await one.inbox.store(updates)
      if (deaths++ === 0) throw new Error('died before the acknowledgement')
    }
    const { redis } = gate
    const polling = startPolling({ api, store, redis, prefix: '{gate}', holder: 'a', log: silentLog })
    const li = simulator.user()
    await li.start()
    await until(() => deaths === 2 && simulator.pendingUpdates() === 0)
    await polling.close()
    one.run()
    await one.quiet()
    expect(gate.handled).toHaveLength(1)
    await simulator.close()
  })

  it('leaves Telegram alone for as long as Telegram wishes', async () => {
    const simulator = await startSimulator({ walls: 'off' })
    simulator.faults.inject({ kind: 'too-many-requests', retryAfter: 2 }, { methods: 'getUpdates' })
    const api = createApi({ token: simulator.token, apiRoot: simulator.apiRoot })
    const { redis } = gate
    const stored: number[] = []
    const store = async (updates: { update_id: number }[]) => void stored.push(...updates.map((one) => one.update_id))
    const polling = startPolling({ api, store, redis, prefix: '{gate}', holder: 'a', log: silentLog })
    await simulator.user().start()
    await until(() => stored.length > 0)
    await polling.close()
    const [refused, next] = simulator.log.filter(({ method }) => method === 'getUpdates')
    expect(refused?.code).toBe(429)
    expect((next?.at ?? 0) - (refused?.answeredAt ?? 0)).toBeGreaterThanOrEqual(1_990)
    await simulator.close()
  })
})

/** In an order that is the same every time. */
function shuffled(ids: number[]): number[] {
  let seed = 42
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  return ids
    .map((id) => ({ id, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id)
}
