import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { audit } from './audit.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop()
})
beforeEach(() => shop.clear())
afterAll(() => shop.close())

describe('whoever races', () => {
  test('200 customers for the last alignment of the day: one gets it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => shop.hold(`a${n}`, '10:00', { itemIds: ['alignment'] })),
    )
    const winners = answers.filter((answer) => !isRefusal(answer))
    expect(winners).toHaveLength(1)
    expect(answers.filter((answer) => isRefusal(answer) && answer.refused === 'slot-taken')).toHaveLength(199)
    expect(await audit(shop)).toEqual([])
  })

  test('bay and technician wanted crosswise: nobody holds the one without the other', async () => {
    const itemIds = [['alignment'], ['tyres'], ['brake-pads'], ['diagnosis'], ['air-conditioning']]
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        shop.hold(`a${n}`, ['10:00', '10:30', '11:00'][n % 3] ?? '', { itemIds: itemIds[n % 5] ?? [] }),
      ),
    )
    const held = answers.filter((answer) => !isRefusal(answer)).length
    expect(held).toBeGreaterThan(0)
    expect(await shop.entries()).toHaveLength(held)
    expect(await audit(shop)).toEqual([])
  })

  test('booking, moving, cancelling and repairing all at once leave a shop that adds up', async () => {
    const { appointments } = shop
    const by = 'chat:1'
    const times = ['09:00', '10:00', '11:00', '14:00', '15:00', '16:00']
    const time = (n: number) => times[n % times.length] ?? ''
    await Promise.all([
      ...Array.from({ length: 40 }, async (_, n) => {
        await shop.hold(`a${n}`, time(n))
        await appointments.confirm(`a${n}`, by)
        await appointments.move({ id: `a${n}`, startsAt: shop.at(time(n + 1), n % 2 ? shop.day : '2026-12-03'), by })
        if (n % 3 === 0) await appointments.cancel({ id: `a${n}`, reason: '', by })
      }),
      ...Array.from({ length: 3 }, () => appointments.reconcile()),
    ])
    await appointments.reconcile()
    expect(await audit(shop)).toEqual([])
  })
})
