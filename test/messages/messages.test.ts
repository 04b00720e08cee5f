import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Timed } from '../../src/time-machine.ts'
import { until } from '../support/until.ts'
import { type House, message, minutesAfter, morning, openHouse, recordingChannel } from './support.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

/** Waits until nothing is due and nothing on its way. */
const quiet = ({ timed }: { timed: Timed }) =>
  vi.waitFor(async () => expect(await timed.isQuiet(house.clock.now())).toBe(true), {
    timeout: 20_000,
    interval: 10,
  })

describe('what is put in', () => {
  test('is sent once however often it is put in', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.post([message('a'), message('b')])
    await messages.post([message('b'), message('c')])
    await messages.deliver('tg:1')
    await messages.post([message('a')])
    await messages.deliver('tg:1')
    expect(channel.calls.toSorted()).toEqual(['a', 'b', 'c'])
  })

  test('leaves in order within a chat, though many processes send', async () => {
    const channel = recordingChannel(async (_, call) => ({ sent: String(call) }))
    const chats = Array.from({ length: 10 }, (_, chat) => `tg:${chat}`)
    const processes = Array.from({ length: 3 }, () => house.process(channel))
    const posted = chats.flatMap((chat) =>
      Array.from({ length: 8 }, (_, order) => message(`${chat}:${order}`, { chat, order })),
    )
    await processes[0]?.post(posted)
    for (const messages of processes) messages.runSender()
    for (const messages of processes) await quiet(messages)
    expect(channel.calls).toHaveLength(80)
    for (const chat of chats) {
      const theirs = channel.calls.filter((key) => key.startsWith(`${chat}:`))
      expect(theirs).toEqual(Array.from({ length: 8 }, (_, order) => `${chat}:${order}`))
    }
  })

  test('begins to leave while the rest of a long list is still being put in', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    messages.runSender()
    let posted = false
    const all = Array.from({ length: 3_000 }, (_, i) => message(`m${i}`, { chat: `tg:${i}`, lane: 'campaign' }))
    const posting = messages.post(all).then(() => {
      posted = true
    })
    await vi.waitFor(() => expect(channel.calls.length).toBeGreaterThan(0), { timeout: 20_000, interval: 1 })
    expect(posted).toBe(false)
    await posting
  })

  test('leaves by urgency when not everything can leave at once', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.post([
      message('campaign', { lane: 'campaign' }),
      message('survey', { lane: 'survey' }),
      message('confirmation', { lane: 'transactional' }),
      message('reply', { lane: 'reply' }),
    ])
    messages.runSender()
    await quiet(messages)
    expect(channel.calls).toEqual(['reply', 'confirmation', 'survey', 'campaign'])
  })

  test('leaves by the quick path only where somebody is waiting', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.post([message('campaign', { lane: 'campaign' }), message('reply', { lane: 'reply' })])
    await messages.deliver('tg:1')
    expect(channel.calls).toEqual(['reply'])
  })

  test('never leaves before its time, and says when that is', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    const notBefore = minutesAfter(morning, 30)
    await messages.post([message('later', { notBefore })])
    await messages.deliver('tg:1')
    expect(channel.calls).toEqual([])
    expect(await messages.timed.isQuiet(morning)).toBe(true)
    expect(await messages.timed.nextDueAt(morning)).toEqual(notBefore)
    house.clock.set(notBefore)
    messages.runSender()
    await vi.waitFor(() => expect(channel.calls).toEqual(['later']), { timeout: 5_000 })
  })

  test('never leaves after its time', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.post([
      message('late', { expiresAt: minutesAfter(morning, 5), about: { kind: 'visit', id: 'v1', version: 1 } }),
    ])
    house.clock.set(minutesAfter(morning, 5))
    messages.runSender()
    await quiet(messages)
    expect(channel.calls).toEqual([])
    expect(await messages.why('v1')).toMatchObject([{ _id: 'late', state: 'dropped', reason: 'expired' }])
  })
})

describe('checks at the moment of sending', () => {
  test('drop a message, and the record says why', async () => {
    const channel = recordingChannel()
    const messages = house.process({ ...channel, checks: [async () => null, async () => ({ drop: 'opted out' })] })
    await messages.post([message('advert', { lane: 'campaign' })])
    messages.runSender()
    await quiet(messages)
    expect(channel.calls).toEqual([])
    expect(await house.stored('advert')).toMatchObject({ state: 'dropped', reason: 'opted out', attempts: 0 })
  })

  test('put a message off until a better hour', async () => {
    const channel = recordingChannel()
    const opensAt = minutesAfter(morning, 20)
    const quietHours = async () => (house.clock.now() < opensAt ? { later: opensAt, reason: 'quiet hours' } : null)
    const messages = house.process({ ...channel, checks: [quietHours] })
    await messages.post([message('reminder')])
    await messages.deliver('tg:1')
    expect(await house.stored('reminder')).toMatchObject({
      state: 'pending',
      notBefore: opensAt,
      reason: 'quiet hours',
    })
    house.clock.set(opensAt)
    await messages.deliver('tg:1')
    const { state, reason } = await house.stored('reminder')
    expect([state, reason, channel.calls]).toEqual(['sent', undefined, ['reminder']])
  })

  test('are asked again when the message had to wait for its turn', async () => {
    const channel = recordingChannel()
    let advisorHasTheChat = false
    const checks = [async () => (advisorHasTheChat ? { drop: 'an advisor has the chat' } : null)]
    const pace = { perSecond: 4, chat: { everyMs: 0, burst: 5 }, group: { calls: 9, windowMs: 1_000, forReplies: 0 } }
    const messages = house.process({ ...channel, checks, pace })
    await messages.governor.admit({ lane: 'reply', chat: 'tg:9' })
    await messages.post([message('talk')])
    const delivered = messages.deliver('tg:1')
    advisorHasTheChat = true
    await delivered
    expect(channel.calls).toEqual([])
    expect(await house.stored('talk')).toMatchObject({ state: 'dropped', reason: 'an advisor has the chat' })
  })

  test('that break stop their own chat and no other', async () => {
    const channel = recordingChannel()
    const checks = [
      async ({ to }: { to: { chat: string } }) => {
        if (to.chat === 'tg:1') throw new TypeError('a bug')
        return null
      },
    ]
    const messages = house.process({ ...channel, checks })
    await messages.post([message('poison', { chat: 'tg:1' }), message('good', { chat: 'tg:2' })])
    messages.runSender()
    await vi.waitFor(() => expect(channel.calls).toEqual(['good']), { timeout: 5_000 })
    expect(await house.stored('poison')).toMatchObject({ state: 'pending' })
  })
})

describe('what the channel answers', () => {
  test('too fast: everybody waits as long as it says, then all of it leaves', async () => {
    const at: number[] = []
    const channel = recordingChannel((_, call) => {
      at.push(performance.now())
      return at.length === 1 && call === 1 ? { retryAfterMs: 700, flooded: true } : { sent: '' }
    })
    const first = house.process(channel)
    const second = house.process(channel)
    await first.post([message('a', { chat: 'tg:1' })])
    await first.deliver('tg:1')
    expect(await house.stored('a')).toMatchObject({ state: 'pending', doubts: 0 })
    expect((await second.governor.view()).pausedMs).toBeGreaterThan(0)
    await second.post([message('b', { chat: 'tg:2' })])
    second.runSender()
    await quiet(second)
    expect(channel.calls.toSorted()).toEqual(['a', 'a', 'b'])
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(695)
  })

  test.each([
    { lane: 'reply' as const, calls: 2, state: 'unknown' },
    { lane: 'transactional' as const, calls: 2, state: 'unknown' },
    { lane: 'survey' as const, calls: 1, state: 'unknown' },
    { lane: 'campaign' as const, calls: 1, state: 'unknown' },
  ])('nothing: a message of the lane $lane is tried $calls times, and listed', async ({ lane, calls, state }) => {
    const channel = recordingChannel(() => ({ unknown: 'broken connection' }))
    const messages = house.process(channel)
    await messages.post([message('ambiguous', { lane })])
    messages.runSender()
    await quiet(messages)
    expect(channel.calls).toHaveLength(calls)
    expect(await house.stored('ambiguous')).toMatchObject({ state, reason: 'broken connection' })
    expect((await messages.doubtful()).map(({ _id }) => _id)).toEqual(['ambiguous'])
  })

  test('nothing, then yes: sent, and still listed as perhaps sent twice', async () => {
    const channel = recordingChannel((_, call) => (call === 1 ? { unknown: 'telegram answered 502' } : { sent: '' }))
    const messages = house.process(channel)
    await messages.post([message('booked')])
    messages.runSender()
    await quiet(messages)
    expect(await messages.doubtful()).toMatchObject([
      { _id: 'booked', state: 'sent', doubts: 1, reason: 'telegram answered 502' },
    ])
  })

  test('nothing: what comes after it in the chat waits for it', async () => {
    const channel = recordingChannel(({ _id }, call) =>
      _id === 'first' && call === 1 ? { unknown: 'timeout' } : { sent: '' },
    )
    const messages = house.process(channel)
    await messages.post([message('first', { order: 0 }), message('second', { order: 1 })])
    await messages.deliver('tg:1')
    expect(channel.calls).toEqual(['first'])
    messages.runSender()
    await quiet(messages)
    expect(channel.calls).toEqual(['first', 'first', 'second'])
  })

  test('nothing: an edit does no harm twice and is tried again even in a campaign', async () => {
    const channel = recordingChannel((_, call) => (call <= 2 ? { unknown: 'timeout' } : { sent: '' }))
    const messages = house.process(channel)
    const content = { kind: 'screen' as const, screen: { text: 'ready' }, revision: 2, edit: 'card' }
    await messages.post([message('card:2', { lane: 'campaign', content })])
    messages.runSender()
    await quiet(messages)
    expect(channel.calls).toHaveLength(3)
    expect(await house.stored('card:2')).toMatchObject({ state: 'sent' })
  })

  test('blocked: failed, unreachable, and whoever wants to know is told', async () => {
    const channel = recordingChannel(() => ({ failed: 'bot was blocked by the user', unreachable: true }))
    const told: unknown[] = []
    const onOutcome = async (...both: unknown[]) => void told.push(both)
    const messages = house.process({ ...channel, onOutcome })
    await messages.post([message('hello')])
    await messages.deliver('tg:1')
    expect(await house.stored('hello')).toMatchObject({
      state: 'failed',
      unreachable: true,
      reason: 'bot was blocked by the user',
    })
    expect(told).toMatchObject([[{ _id: 'hello', state: 'failed' }, { unreachable: true }]])
  })

  test('given up: whoever wants to know is told, by another process if this one dies before', async () => {
    const about = { kind: 'offer', id: 'w1', version: 1 }
    const expiresAt = minutesAfter(morning, 10)
    const told: string[] = []
    const dies = house.process({ ...recordingChannel(), onOutcome: () => new Promise(() => {}) })
    const lives = house.process({ ...recordingChannel(), onOutcome: async ({ _id }) => void told.push(_id) })
    await dies.post([message('offer', { about, expiresAt })])
    house.clock.set(expiresAt)
    void dies.deliver('tg:1')
    await until(async () => (await house.stored('offer')).state === 'dropped')
    await house.model.updateOne({ _id: 'offer' }, { $set: { closedAt: new Date(0) } })
    lives.runSender()
    await until(() => told.length === 1)
    await until(async () => (await house.model.exists({ untold: true })) === null)
    expect(told).toEqual(['offer'])
  })

  test('an id, by which a tapped message is found, and which edits share', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.post([message('screen')])
    await messages.deliver('tg:1')
    const remoteId = await messages.remoteIdOf('screen')
    expect(remoteId).toBe('1')
    expect(await messages.byRemoteId('tg:1', '1')).toMatchObject({ _id: 'screen' })
    expect(await messages.byRemoteId('tg:2', '1')).toBeNull()
    expect(await messages.remoteIdOf('never')).toBeNull()
  })
})

describe('a person who is forgotten', () => {
  test('is told nothing more, and no word said to them stays', async () => {
    const channel = recordingChannel()
    const messages = house.process(channel)
    await messages.post([message('old', { content: { kind: 'plain', text: 'the brakes squeal' } })])
    await messages.deliver('tg:1')
    await messages.post([
      message('new', { content: { kind: 'plain', text: 'the brakes squeal' } }),
      message('other', { chat: 'tg:2' }),
    ])
    const person = { customerId: 'c1', chats: ['tg:1'] }
    expect(JSON.stringify(await messages.personalData.exportOf(person))).toContain('the brakes squeal')
    await messages.personalData.eraseOf(person)
    expect(JSON.stringify(await house.model.find().lean())).not.toContain('the brakes squeal')
    messages.runSender()
    await quiet(messages)
    expect(channel.calls).toEqual(['old', 'other'])
  })
})
