import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { type App, openApp } from '../../src/app.ts'
import { openSimulatedClock } from '../../src/clock.ts'
import { openStage, type Stage } from '../../src/demo/stage.ts'
import { silentLog } from '../../src/log.ts'
import { mondayMorning } from '../support/open-shop.ts'
import { openBackOffice } from './support.ts'

let stage: Stage
let office: Awaited<ReturnType<typeof openBackOffice>>
beforeEach(async () => {
  stage = await openStage({ mongodbUri: inject('mongodbUri'), redisUrl: inject('redisUrl'), at: mondayMorning })
  office = await openBackOffice(stage)
})
afterEach(async () => {
  await office.close()
  await stage.close()
})

it('everything down over the time: what is missed is skipped, nothing comes late', async () => {
  const wang = await office.customer()
  const heard = office.listen(wang)
  const { _id } = await office.books(wang, '2026-03-04T14:00+08:00')
  await stage.app.close()
  const clock = await openSimulatedClock(office.connection, new Date(mondayMorning))
  await clock.set(new Date('2026-03-05T10:00+08:00'))
  const app: App = await openApp({
    config: stage.config,
    mongodbUri: stage.databaseUri,
    redisUrl: inject('redisUrl'),
    prefix: `{again_${_id}}`,
    log: silentLog,
  })
  await app.ready
  await app.timeMachine().settled()
  await app.close()
  expect(heard()).toEqual([])
  const items = await office.agenda(_id)
  expect(items.length).toBeGreaterThan(3)
  expect(items.map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(items.map(() => 'skipped expired'))
  expect(await office.tasks(_id)).toEqual([])
})

it('everything that Redis knew forgotten in between: all comes once, at its minute', async () => {
  const wang = await office.customer()
  const heard = office.listen(wang)
  await office.books(wang, '2026-03-04T14:00+08:00')
  const redis = new Redis(inject('redisUrl'))
  const name = stage.databaseUri.match(/stage_[0-9a-f]+/)?.[0]
  const forget = async () => {
    const keys = await redis.keys(`*${name}*`)
    expect(keys.length).toBeGreaterThan(0)
    await redis.del(keys)
  }
  await forget()
  await stage.moveTo('2026-03-03T18:00+08:00')
  await forget()
  await stage.moveTo('2026-03-04T13:59+08:00')
  await redis.quit()
  expect(heard().map((line) => line.slice(0, 15))).toEqual(['03-03 18:00 🔔 ', '03-04 12:00 📍 '])
})
