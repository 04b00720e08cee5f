import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visitIdOf } from '../../src/shop/visits/arriving.ts'
import { openBackOffice } from '../jobs/support.ts'
import { openShop } from '../support/open-shop.ts'
import { freshPlate } from '../support/people.ts'
import { yingkeAt } from './yingke.ts'

/** Monday 2 March, 09:00, without an advisors' group: all of it is done in the terminal. */
describe('visits and complaints in the terminal', { timeout: 240_000 }, () => {
  const shop = openShop()
  let office: Awaited<ReturnType<typeof openBackOffice>>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
  })
  afterAll(() => office.close())

  const yingke = (...args: string[]) => yingkeAt(args, shop.stage)
  const idIn = (says: string) => /(?:vis|cmp)_\w+/.exec(says)?.[0] ?? ''

  it('are checked in, listed, completed with what was paid, and put right', async () => {
    const wang = await office.customer({ firstName: '王建国' })
    const { _id, vehicleId } = await office.books(wang, '2026-03-02T10:00+08:00')
    await office.shop.vehicles.recordMileage({ id: vehicleId, km: 50_000, by: 'test' })
    const id = visitIdOf(_id)
    expect(await yingke('visit', 'arrive', _id)).toMatchObject({ code: 0, says: expect.stringContaining(id) })
    expect(await yingke('visits')).toMatchObject({ code: 0, says: expect.stringMatching(/已到店[\s\S]*王建国/) })
    expect(await yingke('visit', 'complete', id)).toMatchObject({ code: 2, says: expect.stringContaining('--paid') })
    const figures = ['--km', '52300', '--paid', '680.5', '--declined', 'tyres']
    const done = await yingke('visit', 'complete', id, ...figures)
    expect(done).toMatchObject({ code: 0, says: expect.stringMatching(/已完工[\s\S]*¥680.50[\s\S]*没做：轮胎更换/) })
    const lower = await yingke('visit', 'complete', id, '--km', '5230', '--paid', '680')
    expect(lower).toMatchObject({ code: 2, says: expect.stringContaining('mileage-backwards') })
    expect(await yingke('visit', 'complete', id, '--paid', '700')).toMatchObject({ code: 0 })
    expect(await office.shop.visits.get(id)).toMatchObject({ settlement: { amountFen: 70_000 }, mileageKm: 52_300 })
    expect(await yingke('visits')).toMatchObject({ code: 0, says: expect.stringContaining('没有在店车辆') })
    const guest = ['--phone', '+8613822223333', '--plate', freshPlate(), '--items', 'tyres', '--advisor', 'lin']
    expect(await yingke('visit', 'open', ...guest)).toMatchObject({ code: 0, says: expect.stringContaining('无预约') })
  })

  it('are taken on, planned, resolved, and closed only after the second contact', async () => {
    expect(await yingke('complaints')).toMatchObject({ code: 0, says: expect.stringContaining('没有投诉') })
    const noted = await yingke(
      'complaint',
      'open',
      '--phone',
      '+8613844445555',
      '--name',
      '李秀英',
      '--words',
      '空调没修好',
    )
    const id = idIn(noted.says)
    expect(noted).toMatchObject({ code: 0, says: expect.stringMatching(/顾问登记[\s\S]*空调没修好/) })
    expect(await yingke('complaint', 'claim', id)).toMatchObject({ code: 0 })
    expect(await yingke('complaint', 'plan', id)).toMatchObject({ code: 2 })
    const planned = await yingke('complaint', 'plan', id, '周五前', '免费更换')
    expect(planned).toMatchObject({ code: 0, says: expect.stringContaining('方案：周五前 免费更换') })
    expect(await yingke('complaint', 'contact', id, 'yes')).toMatchObject({
      code: 1,
      says: expect.stringContaining('not-resolved'),
    })
    expect(await yingke('complaint', 'resolve', id)).toMatchObject({ code: 0 })
    const early = await yingke('complaint', 'contact', id, 'yes')
    expect(early).toMatchObject({ code: 1, says: expect.stringContaining('第二次回访最早') })
    expect(await yingke('complaints')).toMatchObject({ code: 0, says: expect.stringContaining(id) })
    expect(await yingke('complaint', 'contact', id, 'perhaps')).toMatchObject({ code: 2 })
    expect(await yingke('complaint', 'claim', 'cmp_none')).toMatchObject({ code: 1 })
  })
})
