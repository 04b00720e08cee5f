import { pino } from 'pino'
import { it, inject } from 'vitest'
import { openStage } from '../../src/demo/stage.ts'
import { booked } from '../support/people.ts'
it('x', async () => {
  const stage = await openStage({ mongodbUri: inject('mongodbUri'), redisUrl: inject('redisUrl'), at: '2026-03-02T09:00+08:00', log: pino({level:'warn'}) })
  await booked(stage).catch((e) => console.log(e.message))
  await stage.close()
})
