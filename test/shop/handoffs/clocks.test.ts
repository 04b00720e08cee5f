import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { halfOfWaitAt, handoffEffects } from '../../../src/shop/handoffs/effects.ts'
import { percentile } from '../../../src/shop/handoffs/expected-wait.ts'
import { type Desk, done, monday, openDesk, tuesday } from './open-desk.ts'

let desk: Desk
let lin: string
beforeAll(async () => {
  desk = await openDesk()
})
beforeEach(async () => {
  await desk.clear()
  lin = await desk.advisor('lin')
})
afterAll(() => desk.close())

/** When the reply to a customer who opens then is due. */
async function dueWhenOpened(time: string, onDay = monday): Promise<Date | null> {
  desk.clock.set(desk.at(time, onDay))
  return (await desk.opens()).replyDueAt
}

describe('the clock of a wait', () => {
  it('runs in opening hours: over lunch, the night and a holiday', async () => {
    expect(await dueWhenOpened('09:00')).toEqual(desk.at('09:10'))
    expect(await dueWhenOpened('11:55')).toEqual(desk.at('13:05'))
    expect(await dueWhenOpened('17:55')).toEqual(desk.at('08:35', tuesday))
    expect(await dueWhenOpened('17:57', '2026-12-31')).toEqual(desk.at('08:37', '2027-01-04'))
  })

  it('is right on a day on which the clocks change', async () => {
    await desk.moved((shop) => ({
      ...shop,
      zone: 'Europe/Berlin',
      opening: { ...shop.opening, sun: [{ fromMinute: 60, toMinute: 300 }] },
    }))
    // 01:55 in winter time; the hour from 02:00 to 03:00 does not exist.
    desk.clock.set('2027-03-28T00:55:00Z')
    const spring = await desk.opens()
    expect(spring.replyDueAt).toEqual(new Date('2027-03-28T01:05:00Z'))
    // 02:55 for the first time; it comes again an hour later.
    desk.clock.set('2027-10-31T00:55:00Z')
    expect((await desk.opens()).replyDueAt).toEqual(new Date('2027-10-31T01:05:00Z'))
    // The shop closes at 05:00, an hour later than on other Sundays.
    desk.clock.set('2027-10-31T03:55:00Z')
    expect((await desk.opens()).replyDueAt).toEqual(new Date('2027-11-01T07:35:00Z'))
  })

  it('is of the oldest message without a reply, and cleared by a public reply only', async () => {
    const { _id } = await desk.opens()
    desk.minutesLater(3)
    expect(await desk.says(_id)).toMatchObject({ waitingSince: desk.at('09:00'), waits: 1, lastAt: desk.at('09:03') })
    await desk.handoffs.claim(_id, lin)
    await desk.handoffs.transfer(_id, lin, lin)
    expect(await desk.known(_id)).toMatchObject({ waitingSince: desk.at('09:00'), replyDueAt: desk.at('09:10') })
    expect(await desk.replies(_id, lin)).toMatchObject({
      waitingSince: null,
      replyDueAt: null,
      firstReplyAt: desk.at('09:03'),
    })
    desk.minutesLater(10)
    expect(await desk.says(_id)).toMatchObject({
      waitingSince: desk.at('09:13'),
      replyDueAt: desk.at('09:43'),
      waits: 2,
    })
  })

  it('counts the same message once, even after the reply to it', async () => {
    const { _id, customerId } = await desk.opens()
    const message = { key: 'update:9', at: desk.clock.now(), chat: 'tg:other' }
    await desk.handoffs.said(_id, message)
    await desk.replies(_id, lin)
    expect(await desk.handoffs.said(_id, message)).toMatchObject({ waitingSince: null, waits: 1, chat: 'tg:other' })
    await desk.handoffs.close(_id, '', lin)
    expect(await desk.handoffs.said(_id, message)).toMatchObject({ state: 'resolved', customerId })
  })
})

describe('a wait that grows long', () => {
  it('is raised at half and at its end, twice is once, and only while it lasts', async () => {
    const { _id } = await desk.opens()
    expect(halfOfWaitAt(await desk.known(_id), desk.profile.current())).toEqual(desk.at('09:05'))
    expect(await desk.handoffs.escalate(_id, 2, 50)).toBeNull()
    const half = done(await desk.handoffs.escalate(_id, 1, 50))
    expect(half).toMatchObject({ raised: 50, assignedId: lin })
    expect(await desk.handoffs.escalate(_id, 1, 50)).toEqual(half)
    await desk.replies(_id, lin)
    expect(await desk.handoffs.escalate(_id, 1, 100)).toBeNull()
    await desk.says(_id)
    expect(await desk.handoffs.escalate(_id, 1, 100)).toBeNull()
    expect(await desk.known(_id)).toMatchObject({ state: 'claimed', ownerId: lin, raised: 0 })
  })

  it('takes it from who let it lapse, and offers it to others until the customer has a reply', async () => {
    const { _id } = await desk.opens()
    await desk.handoffs.claim(_id, lin)
    const lapsed = done(await desk.handoffs.escalate(_id, 1, 100))
    expect(lapsed).toMatchObject({
      state: 'open',
      ownerId: null,
      assignedId: null,
      raised: 100,
      lapsedIds: [lin],
      waits: 1,
    })
    expect(await desk.handoffs.escalate(_id, 1, 100)).toEqual(lapsed)
    expect(await desk.handoffs.assign(_id)).toMatchObject({ assignedId: null })
    const zhou = await desk.advisor('zhou')
    expect(await desk.handoffs.assign(_id)).toMatchObject({ assignedId: zhou })
    expect(await desk.replies(_id, lin)).toMatchObject({ ownerId: lin, lapsedIds: [], raised: 0 })
  })

  it('is not raised when it is over for good', async () => {
    const { _id } = await desk.opens()
    await desk.handoffs.withdraw(_id)
    expect(await desk.handoffs.escalate(_id, 1, 100)).toBeNull()
  })
})

describe('a quiet chat', () => {
  it('is the bot’s again after half an hour, but not while a reply is owed', async () => {
    const { _id } = await desk.opens()
    desk.minutesLater(60)
    expect(await desk.handoffs.idle(_id)).toBeNull()
    await desk.replies(_id, lin)
    expect(await desk.handoffs.idle(_id)).toEqual({ later: desk.at('10:30') })
    desk.clock.set(desk.at('10:20'))
    await desk.replies(_id, lin)
    desk.clock.set(desk.at('10:30'))
    expect(await desk.handoffs.idle(_id)).toEqual({ later: desk.at('10:50') })
    await desk.says(_id)
    desk.clock.set(desk.at('10:59'))
    expect(await desk.handoffs.idle(_id)).toBeNull()
    await desk.replies(_id, lin)
    desk.clock.set(desk.at('11:29'))
    const over = done(await desk.handoffs.idle(_id))
    expect(over).toMatchObject({ state: 'resolved', closeReason: 'idle', resolvedBy: 'idle', ownerId: lin })
    expect(await desk.handoffs.idle(_id)).toBeNull()
  })
})

describe('off hours', () => {
  it('are told once in twelve hours, and never while the shop is open', async () => {
    const { _id } = await desk.opens()
    expect(await desk.handoffs.tellOffHours(_id)).toBeNull()
    desk.clock.set(desk.at('18:00'))
    const told = await Promise.all([1, 2, 3].map(() => desk.handoffs.tellOffHours(_id)))
    expect(told.filter((one) => one !== null)).toMatchObject([{ offHoursToldAt: desk.at('18:00') }])
    desk.clock.set(desk.at('05:59', tuesday))
    expect(await desk.handoffs.tellOffHours(_id)).toBeNull()
    desk.clock.set(desk.at('06:00', tuesday))
    expect(await desk.handoffs.tellOffHours(_id)).toMatchObject({ offHoursToldAt: desk.at('06:00', tuesday) })
  })
})

describe('the wait that is promised', () => {
  it('is the shop’s aim with few samples, and with more what four of five were served in', async () => {
    const served = async (minutes: number) => {
      const opened = await desk.opens()
      desk.minutesLater(minutes)
      await desk.replies(opened._id, lin)
    }
    expect(await desk.handoffs.expectedWaitMinutes()).toBe(10)
    for (const minutes of [1, 2, 3, 20]) await served(minutes)
    expect(await desk.handoffs.expectedWaitMinutes()).toBe(10)
    await served(5)
    expect(await desk.handoffs.expectedWaitMinutes()).toBe(5)
    // A night between question and answer is no wait; an advisor who wrote first answered nobody.
    desk.clock.set(desk.at('17:59'))
    const late = await desk.opens()
    desk.clock.set(desk.at('08:36', tuesday))
    await desk.replies(late._id, lin)
    const own = await desk.opens(undefined, { reason: 'advisor' })
    await desk.replies(own._id, lin)
    expect(await desk.handoffs.expectedWaitMinutes()).toBe(7)
  })

  it('is a nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)
    expect([percentile(hundred, 0.8), percentile([4], 0.8), percentile([], 0.8)]).toEqual([80, 4, 0])
  })
})

describe('what follows from a handoff', () => {
  const effects = async (id: string) => {
    const due = handoffEffects(await desk.known(id), desk.profile.current())
    return Object.fromEntries(due.map(({ kind, _id, dueAt }) => [kind, { key: _id.replace(id, 'X'), dueAt }]))
  }

  it('while the customer waits, while they do not, and at the end', async () => {
    const { _id } = await desk.opens()
    expect(await effects(_id)).toMatchObject({
      'show-handoff': { key: 'handoff:X:v2' },
      'handoff-waits': { key: 'handoff:X:wait1', dueAt: desk.at('09:05') },
      'handoff-off-duty': { dueAt: desk.at('17:00') },
    })
    expect(Object.keys(await effects(_id))).toHaveLength(3)
    desk.minutesLater(2)
    await desk.replies(_id, lin)
    expect(Object.keys(await effects(_id))).toEqual(['show-handoff', 'handoff-idle', 'handoff-off-duty'])
    expect(await effects(_id)).toMatchObject({ 'handoff-idle': { key: 'handoff:X:idle1', dueAt: desk.at('09:32') } })
    await desk.handoffs.close(_id, '', lin)
    expect(Object.keys(await effects(_id))).toEqual(['show-handoff', 'end-handoff', 'drain-handoffs'])
    expect(await effects(_id)).toMatchObject({ 'end-handoff': { key: 'handoff:X:end' } })
  })

  it('while nobody has it: somebody is looked for when the shop is open, anew each time it is given up', async () => {
    desk.clock.set(desk.at('21:00'))
    const { _id } = await desk.opens()
    const assign = async () => (await effects(_id))['assign-handoff']
    expect(await assign()).toEqual({ key: 'handoff:X:assign1', dueAt: desk.at('08:30', tuesday) })
    await desk.handoffs.claim(_id, lin)
    expect(await assign()).toBeUndefined()
    await desk.handoffs.releaseOf(lin)
    expect(await assign()).toMatchObject({ key: 'handoff:X:assign2' })
  })

  it('is noted by the write that makes it, and only when there is something new', async () => {
    const { _id } = await desk.opens()
    const [unsettled] = await desk.handoffs.facts.unsettled(10)
    expect(unsettled?._id).toBe(_id)
    await desk.handoffs.facts.settle(_id, unsettled?.version ?? 0)
    await desk.says(_id)
    expect(await desk.handoffs.facts.unsettled(10)).toEqual([])
    await desk.replies(_id, lin)
    await desk.handoffs.facts.settle(_id, 1)
    expect(await desk.handoffs.facts.unsettled(10)).toMatchObject([{ _id }])
  })
})
