import { afterAll, describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { openBackOffice, shopFileIn } from './support.ts'

/** In New York the clocks go forward on Sunday 8 March 2026, and back on Sunday 1 November. */
describe.each([
  {
    season: 'forward',
    at: '2026-03-06T10:00-05:00',
    /** Sunday and Monday, 14:00 on the shop's wall. */
    visits: ['2026-03-08T14:00-04:00', '2026-03-09T14:00-04:00'],
    end: '2026-03-09T13:59-04:00',
    told: [
      ['03-07 18:00', '03-08 12:00', '03-08 14:15'],
      ['03-08 18:00', '03-09 12:00'],
    ],
  },
  {
    season: 'back',
    at: '2026-10-30T10:00-04:00',
    visits: ['2026-11-01T14:00-05:00', '2026-11-02T14:00-05:00'],
    end: '2026-11-02T13:59-05:00',
    told: [
      ['10-31 18:00', '11-01 12:00', '11-01 14:15'],
      ['11-01 18:00', '11-02 12:00'],
    ],
  },
])('when the clocks go $season', ({ at, visits, end, told }) => {
  const shop = openShop({ at, shopFile: shopFileIn('America/New_York') })
  let office: Awaited<ReturnType<typeof openBackOffice>> | null = null
  afterAll(() => office?.close())

  it('every reminder comes once, right to the minute of the wall clock', async () => {
    const back = await openBackOffice(shop.stage)
    office = back
    const heard: (() => string[])[] = []
    for (const startsAt of visits) {
      const user = await back.customer()
      heard.push(back.listen(user))
      await back.books(user, startsAt)
    }
    await shop.stage.moveTo(end)
    expect(heard.map((all) => all().map((line) => line.slice(0, 11)))).toEqual(told)
  })
})
