import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openShop, type OpenShop } from './open-shop.ts'

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop()
})
beforeEach(() => shop.clear())
afterAll(() => shop.close())

describe('holding and confirming', () => {
  test('a held time becomes an appointment when it is confirmed', async () => {
    const held = await shop.holds('a1', '10:00')
    expect(held).toMatchObject({ state: 'held', onDay: shop.day, quote: { minutes: 60, lowFen: 50_600 } })
    expect(held.heldUntil).toEqual(shop.at('09:05', shop.today))
    const booked = await shop.confirms('a1')
    expect(booked).toMatchObject({ state: 'booked', heldUntil: null, dirty: true, bayId: held.bayId })
    expect(await shop.entry('a1')).toMatchObject({ until: null, minutes: 60 })
  })
})
