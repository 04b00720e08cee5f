import { describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'

describe('the clock of an installation', () => {
  const shop = openShop()
  const url = () => `http://127.0.0.1:${shop.stage.app.port}/clock`
  const move = (body: unknown) =>
    fetch(url(), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

  it('tells the simulated time', async () => {
    expect(await (await fetch(url())).json()).toEqual({ now: '2026-03-02T01:00:00.000Z' })
  })

  it('is moved to an instant, or by a while', async () => {
    expect(await (await move({ to: '2026-03-02T18:00+08:00' })).json()).toEqual({ now: '2026-03-02T10:00:00.000Z' })
    expect(await (await move({ by: 'PT3H' })).json()).toEqual({ now: '2026-03-02T13:00:00.000Z' })
  })

  it('never goes back', async () => {
    const answer = await move({ to: '2026-03-01T09:00+08:00' })
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ problem: expect.stringContaining('never goes back') })
  })

  it.each([
    {},
    { to: 'tomorrow' },
    { to: '2026-03-03T09:00' },
    { by: 'an hour' },
    { to: '2026-03-03T09:00Z', by: 'PT1H' },
    null,
  ])('says how to ask when it is asked with %j', async (body) => {
    const answer = await move(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ problem: expect.stringContaining('PT3H') })
  })
})
