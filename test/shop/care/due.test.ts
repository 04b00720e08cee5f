import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { dueInWords } from '../../../flows/steps/due.ts'
import { careOf, type Due } from '../../../src/shop/care/due.ts'
import type { CareFacts, DeclinedService, PastVisit } from '../../../src/shop/care/facts.ts'
import { mileageIsStale } from '../../../src/shop/care/mileage-age.ts'
import { addDays } from '../../../src/shop/profile/opening.ts'
import { sampleShop } from '../../support/sample-profile.ts'

/** A sample S3: every 10,000 km or 12 months. */
const car: CareFacts = {
  model: 'yk-s3',
  mileages: [],
  visits: [],
  registeredOn: null,
  inspectionOn: null,
  insuranceOn: null,
  warrantyOn: null,
  declined: [],
  soldAt: null,
  removedAt: null,
  mergedInto: null,
}
const visited = (visit: Partial<PastVisit> & { on: string }): PastVisit => {
  return { id: null, km: null, items: [], renews: true, by: 'import', ...visit }
}
const serviced = (on: string, km: number | null = null) => [visited({ on, km })]
const reading = (on: string, km: number) => ({ km, at: new Date(`${on}T04:00:00Z`) })
const care = (facts: Partial<CareFacts>) => careOf({ ...car, ...facts }, sampleShop)
function service(facts: Partial<CareFacts>) {
  const due = care(facts).dues.find((one) => one.cause === 'service')
  return due?.cause === 'service' ? due : expect.fail('no service is due')
}

describe('the next service', () => {
  it.each([
    ['2024-02-29', '2025-02-28'],
    ['2023-02-28', '2024-02-28'],
    ['2025-08-31', '2026-08-31'],
    ['2025-12-31', '2026-12-31'],
  ])('after %s by months is on %s', (on, dueOn) => {
    expect(service({ visits: serviced(on) })).toMatchObject({
      dueOn,
      by: 'months',
      byKmOn: null,
      doubts: ['no-pace'],
    })
  })

  it('six months after the end of August is the end of February, a leap year or not', () => {
    const dueOn = (on: string) => service({ model: 'yk-x5', visits: serviced(on) }).dueOn
    expect([dueOn('2025-08-31'), dueOn('2023-08-31')]).toEqual(['2026-02-28', '2024-02-29'])
  })

  it('comes earlier for who drives more, and says why', () => {
    const mileages = [reading('2025-03-01', 20_000), reading('2025-06-09', 26_000)]
    const due = service({ visits: serviced('2025-03-01', 20_000), mileages })
    expect(due).toMatchObject({
      dueOn: '2025-08-15',
      by: 'km',
      kmPerDay: 60,
      readings: 2,
      doubts: [],
      confidence: 'good',
    })
    expect(due).toMatchObject({ since: { from: 'visit', on: '2025-03-01', km: 20_000 }, byMonthsOn: '2026-03-01' })
    expect(dueInWords(due, 'zh-CN')).toBe(
      '2025年8月15日 保养到期：上次保养 2025年3月1日（20,000 公里），每天约 60 公里（2 次读数），满 10,000 公里',
    )
    expect(dueInWords(due, 'en')).toContain('at about 60 km a day (2 readings) 10,000 km are driven')
  })

  it('goes by months for who drives less', () => {
    const mileages = [reading('2025-03-01', 20_000), reading('2025-06-09', 20_500)]
    const due = service({ visits: serviced('2025-03-01', 20_000), mileages })
    expect(due).toMatchObject({ dueOn: '2026-03-01', by: 'months' })
  })

  it('reckons the km of a visit back when nobody wrote them down, and says so', () => {
    const mileages = [reading('2025-06-09', 26_000), reading('2025-09-17', 32_000)]
    const due = service({ visits: serviced('2025-03-01'), mileages })
    expect(due).toMatchObject({ since: { km: 20_000 }, dueOn: '2025-08-15', doubts: ['visit-km-reckoned'] })
    expect(dueInWords(due, 'zh-CN')).toContain('把握不大')
  })

  it('of a car never seen here counts from its first plate, with little confidence', () => {
    expect(service({ registeredOn: '2025-02-01' })).toMatchObject({
      dueOn: '2026-02-01',
      since: { from: 'registration', km: 0 },
      confidence: 'low',
      doubts: ['never-here', 'no-pace'],
    })
  })

  it('is unknown without a model, an interval or a beginning, and the rest stays due', () => {
    const insuranceOn = '2026-05-01'
    const at = (facts: Partial<CareFacts>) => care({ insuranceOn, ...facts })
    const dues = [{ cause: 'insurance', key: 'insurance:2026-05-01', dueOn: insuranceOn }]
    expect(at({ model: null, visits: serviced('2025-01-01') })).toEqual({ dues, unreckoned: 'no-model' })
    expect(at({ model: '老捷达', visits: serviced('2025-01-01') })).toEqual({ dues, unreckoned: 'no-interval' })
    expect(at({})).toEqual({ dues, unreckoned: 'no-visit' })
  })

  it('keeps its key while readings move its day, and has another after the next visit', () => {
    const facts = { visits: serviced('2025-03-01', 20_000) }
    const mileages = [reading('2025-03-01', 20_000), reading('2025-06-09', 26_000)]
    const [before, after] = [service(facts), service({ ...facts, mileages })]
    expect(before.dueOn).not.toBe(after.dueOn)
    expect(before.key).toBe(after.key)
    expect(service({ visits: serviced('2025-08-15', 30_000), mileages }).key).not.toBe(after.key)
  })
})

/** New brake pads, advised and not wanted. */
function brakes(visitId: string, on: string, backOn: string): DeclinedService {
  const what = { 'zh-CN': '更换前刹车片', en: 'Front brake pads' }
  return { id: `${visitId}:brakes`, visitId, itemId: 'brakes', what, on, backOn, by: 'lin', settledAt: null }
}

describe('declined work', () => {
  const declined = [brakes('vis_1', '2025-09-01', '2025-12-01')]
  const dueFor = (facts: Partial<CareFacts>) => care(facts).dues.map(({ key, dueOn }) => [key, dueOn])

  it('comes back on its day, called as it was then', () => {
    const visits = [visited({ id: 'vis_1', on: '2025-09-01', renews: false, items: ['tyres'] })]
    const [due] = care({ declined, visits }).dues
    expect(due).toMatchObject({
      cause: 'declined',
      key: 'declined:vis_1:brakes',
      dueOn: '2025-12-01',
      itemId: 'brakes',
    })
    expect(due && dueInWords(due, 'zh-CN')).toBe('2025年12月1日 再提：更换前刹车片（2025年9月1日 建议过，当时没做）')
    expect(due && dueInWords(due, 'en')).toContain('Front brake pads')
  })

  it('does not once a later visit did it, or somebody settled it', () => {
    const visits = [visited({ id: 'vis_2', on: '2025-10-01', renews: false, items: ['brakes'] })]
    expect(dueFor({ declined, visits })).toEqual([])
    expect(dueFor({ declined: declined.map((one) => ({ ...one, settledAt: new Date() })) })).toEqual([])
  })

  it('comes back once, as it was advised last', () => {
    const again = brakes('vis_2', '2025-11-15', '2026-02-15')
    expect(dueFor({ declined: [...declined, again] })).toEqual([['declined:vis_2:brakes', '2026-02-15']])
  })
})

test('everything that is due comes in the order of its day', () => {
  const declined = [brakes('vis_1', '2025-09-01', '2025-12-01')]
  const { dues } = care({
    visits: serviced('2025-03-01'),
    inspectionOn: '2026-06-30',
    warrantyOn: '2025-10-01',
    declined,
  })
  expect(dues.map(({ cause, dueOn }) => `${dueOn} ${cause}`)).toEqual([
    '2025-10-01 warranty',
    '2025-12-01 declined',
    '2026-03-01 service',
    '2026-06-30 inspection',
  ])
  for (const due of dues) expect(dueInWords(due, 'en')).not.toMatch(/\p{Script=Han}|undefined|null/u)
})

test.each(['soldAt', 'removedAt'] as const)('a car with %s is due for nothing', (field) => {
  const facts = { visits: serviced('2025-03-01'), insuranceOn: '2026-01-01' }
  expect(care({ ...facts, [field]: new Date() })).toEqual({ dues: [], unreckoned: null })
  expect(care({ ...facts, mergedInto: 'veh_2' }).dues).toEqual([])
})

test('whatever was read, the service is due between the last visit and the interval’s months', () => {
  const one = fc.record({
    km: fc.nat({ max: 400_000 }),
    at: fc.nat({ max: 1_500 }).map((n) => new Date(`${addDays('2023-01-01', n)}T04:00Z`)),
  })
  const km = fc.option(fc.nat({ max: 400_000 }))
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), km, fc.nat({ max: 1_500 }), (mileages, atVisit, n) => {
      const on = addDays('2023-01-01', n)
      const due: Due = service({ visits: serviced(on, atVisit), mileages })
      expect(due.dueOn >= on).toBe(true)
      expect(due.dueOn <= service({ visits: serviced(on) }).dueOn).toBe(true)
      expect(due.confidence).toBe(due.doubts.length > 0 ? 'low' : 'good')
    }),
  )
})

test('km never read, or not for half a year, are asked again', () => {
  const stale = (mileageAt: Date | null) => mileageIsStale({ mileageAt }, '2026-03-02', sampleShop)
  expect([stale(null), stale(new Date('2025-09-02T04:00Z')), stale(new Date('2025-09-03T04:00Z'))]).toEqual([
    true,
    true,
    false,
  ])
})
