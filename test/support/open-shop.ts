import { afterAll, beforeAll, inject } from 'vitest'
import { openStage, type Stage } from '../../src/demo/stage.ts'

/** Monday of an ordinary week of the sample shop, 09:00. */
export const mondayMorning = '2026-03-02T09:00+08:00'

/** Opens the whole product for one test file and closes it at the end. The stage is there once the tests run. */
export function openShop(options: Partial<Parameters<typeof openStage>[0]> = {}): { readonly stage: Stage } {
  let stage: Stage | null = null
  beforeAll(async () => {
    const servers = { mongodbUri: inject('mongodbUri'), redisUrl: inject('redisUrl') }
    stage = await openStage({ ...servers, at: mondayMorning, ...options })
  })
  afterAll(() => stage?.close())
  return {
    get stage() {
      if (!stage) throw new Error('the shop is not open yet')
      return stage
    },
  }
}
