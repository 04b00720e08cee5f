import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { audit } from './audit.ts'
import { done, type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
const by = 'chat:1'
const nextDay = '2026-12-03'
beforeAll(async () => {
  shop = await openShop()
})
beforeEach(() => shop.clear())
afterAll(() => shop.close())

describe('moving', () => {
  test('by half an hour works although the old and the new time overlap on the only bay', async () => {
    await shop.books('a1', '10:00', { itemIds: ['alignment'] })
    const moved = done(await shop.appointments.move({ id: 'a1', startsAt: shop.at('10:30'), by }))
    expect(moved).toMatchObject({ startsAt: shop.at('10:30'), icsSequence: 1, dirty: true, bayId: 'align-1' })
    expect(await shop.entries()).toMatchObject([{ appointmentId: 'a1', startsAt: shop.at('10:30') }])
    expect(await audit(shop)).toEqual([])
  })

  test('to another day frees the old one and asks anew whether the customer comes', async () => {
    await shop.books('a1', '10:00')
    await shop.appointments.reconfirm('a1', 'yes', by)
    const moved = done(await shop.appointments.move({ id: 'a1', startsAt: shop.at('09:00', nextDay), by }))
    expect(moved).toMatchObject({ onDay: nextDay, reconfirmed: 'not-asked' })
    expect(await shop.entries()).toMatchObject([{ startsAt: shop.at('09:00', nextDay) }])
    expect(await audit(shop)).toEqual([])
  })

  test('to where it is changes nothing, and twice is once', async () => {
    const booked = await shop.books('a1', '10:00')
    expect(await shop.appointments.move({ id: 'a1', startsAt: shop.at('10:00'), by })).toEqual(booked)
    const move = { id: 'a1', startsAt: shop.at('14:00'), by }
    const [one, two] = await Promise.all([shop.appointments.move(move), shop.appointments.move(move)])
    expect([done(one).icsSequence, done(two).icsSequence]).toEqual([1, 1])
    expect(await audit(shop)).toEqual([])
  })

  test('to a time that is taken is refused and keeps the old one', async () => {
    await shop.books('a1', '10:00', { itemIds: ['alignment'] })
    await shop.books('a2', '14:00', { itemIds: ['alignment'] })
    expect(await shop.appointments.move({ id: 'a1', startsAt: shop.at('14:30'), by })).toEqual({
      refused: 'slot-taken',
    })
    expect(await shop.appointments.get('a1')).toMatchObject({ startsAt: shop.at('10:00'), icsSequence: 0 })
    expect(await audit(shop)).toEqual([])
  })

  test('what was changed since it was seen is refused', async () => {
    const { version } = await shop.books('a1', '10:00')
    await shop.appointments.reconfirm('a1', 'asked', 'bot')
    const move = { id: 'a1', version, startsAt: shop.at('14:00'), by }
    expect(await shop.appointments.move(move)).toEqual({ refused: 'changed' })
  })

  test('keeps the advisor where possible, or takes the one asked for', async () => {
    const { advisorId } = await shop.books('a1', '10:00', { advisorId: 'zhou' })
    const moved = done(await shop.appointments.move({ id: 'a1', startsAt: shop.at('14:00'), by }))
    expect([advisorId, moved.advisorId]).toEqual(['zhou', 'zhou'])
    const changed = await shop.appointments.move({ id: 'a1', startsAt: shop.at('14:00'), advisorId: 'shen', by })
    expect(changed).toMatchObject({ advisorId: 'shen', startsAt: shop.at('14:00') })
    expect(await audit(shop)).toEqual([])
  })

  test('offers the own time and what overlaps it as free', async () => {
    await shop.books('a1', '10:00', { itemIds: ['alignment'] })
    const alignment = { itemIds: ['alignment'] }
    expect(await shop.times(alignment)).not.toContain('10:00')
    expect(await shop.times({ ...alignment, not: 'a1' })).toEqual(expect.arrayContaining(['09:30', '10:00', '10:30']))
  })

  test('many moves and words at once end in one place, with nothing half-held', async () => {
    await shop.books('a1', '10:00')
    await Promise.all(
      ['09:00', '14:00', '15:00', '10:30', '16:00'].flatMap((time, n) => [
        shop.appointments.move({ id: 'a1', startsAt: shop.at(time, n % 2 ? shop.day : nextDay), by }),
        shop.appointments.addConcern('a1', { words: `异响 ${n}`, media: [], saidAt: shop.at(time) }),
      ]),
    )
    expect(await shop.entries()).toHaveLength(1)
    expect((await shop.appointments.get('a1'))?.concern).toHaveLength(5)
    expect(await audit(shop)).toEqual([])
  })
})

describe('cancelling', () => {
  test('gives the time back, once', async () => {
    await shop.books('a1', '10:00')
    const cancelled = done(await shop.appointments.cancel({ id: 'a1', reason: '临时有事', by }))
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelReason: '临时有事', icsSequence: 1, dirty: true })
    expect(await shop.appointments.cancel({ id: 'a1', reason: 'again', by })).toEqual(cancelled)
    expect(await shop.entries()).toEqual([])
    expect(await shop.appointments.move({ id: 'a1', startsAt: shop.at('11:00'), by })).toEqual({
      refused: 'not-booked',
    })
    expect(await audit(shop)).toEqual([])
  })

  test('in the middle of a move leaves nothing behind', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      await shop.books(`a${n}`, '10:00')
      await Promise.all([
        shop.appointments.move({ id: `a${n}`, startsAt: shop.at('14:00', n % 2 ? shop.day : nextDay), by }),
        shop.appointments.cancel({ id: `a${n}`, reason: '', by }),
      ])
    }
    expect(await shop.entries()).toEqual([])
    expect(await audit(shop)).toEqual([])
  })
})

describe('on the day', () => {
  test('arriving and completing keep the time, a no-show frees it, and each tells who and when', async () => {
    await shop.books('a1', '10:00')
    await shop.books('a2', '10:00')
    shop.clock.set(shop.at('10:05'))
    expect(await shop.appointments.arrive('a1', by)).toMatchObject({ state: 'arrived' })
    expect(await shop.appointments.arrive('a1', by)).toMatchObject({ state: 'arrived' })
    expect(await shop.appointments.complete('a1', 'lin')).toMatchObject({ state: 'completed' })
    expect(await shop.appointments.arrive('a1', by)).toMatchObject({ refused: 'not-booked' })
    expect(await shop.appointments.miss('a2', 'lin')).toMatchObject({ state: 'no-show' })
    expect(await shop.entries()).toMatchObject([{ appointmentId: 'a1' }])
    const { history } = done((await shop.appointments.get('a1')) ?? { refused: 'gone' })
    expect(history).toMatchObject([
      { by, what: 'state', old: 'held', new: 'booked' },
      { by, what: 'state', old: 'booked', new: 'arrived', at: shop.at('10:05') },
      { by: 'lin', what: 'state', old: 'arrived', new: 'completed' },
    ])
  })
})

describe('what a customer said and has', () => {
  test('words are kept as they were said, each once', async () => {
    await shop.books('a1', '10:00')
    const said = { words: '刹车有异响！！', media: [], saidAt: shop.at('09:00'), message: 'm1' }
    await shop.appointments.addConcern('a1', said)
    await shop.appointments.addConcern('a1', said)
    const later = done(await shop.appointments.addConcern('a1', { ...said, words: '左前轮', message: 'm2' }))
    expect(later.concern.map(({ words }) => words)).toEqual(['刹车有异响！！', '左前轮'])
    expect(await shop.appointments.addConcern('a9', said)).toEqual({ refused: 'appointment-unknown' })
  })

  test('upcoming ones come nearest first, drafts and cancelled ones not at all', async () => {
    await shop.books('a1', '10:00', { onDay: nextDay })
    await shop.books('a2', '10:00')
    await shop.books('a3', '11:00')
    await shop.holds('a4', '14:00')
    await shop.appointments.cancel({ id: 'a3', reason: '', by })
    expect((await shop.appointments.upcoming('cus_1')).map(({ _id }) => _id)).toEqual(['a2', 'a1'])
    expect((await shop.appointments.ofCustomer('cus_1')).map(({ _id }) => _id)).toEqual(['a1', 'a3', 'a2'])
    expect((await shop.appointments.ofDay(shop.day)).map(({ _id }) => _id)).toEqual(['a2'])
  })

  test('everything of a person can be exported, given to the person they prove to be, and erased', async () => {
    await shop.books('a1', '10:00', { concern: [{ words: '漏油', media: [], saidAt: shop.at('09:00') }] })
    await shop.appointments.handOver('cus_1', 'cus_2')
    const { personalData } = shop.appointments
    const person = { customerId: 'cus_2', chats: [] }
    expect(await personalData.exportOf(person)).toMatchObject([{ _id: 'a1', concern: [{ words: '漏油' }] }])
    await personalData.eraseOf(person)
    await personalData.eraseOf(person)
    expect(JSON.stringify(await personalData.exportOf(person))).not.toContain('漏油')
    expect(await audit(shop)).toEqual([])
  })
})
