import { openServices } from '../../src/services/services.ts'
import { type Measurement, measure } from './measure.ts'

/** How long Redis and the database take to open once everything is in the cache; goal 3 s. */
export async function openedServices(): Promise<Measurement> {
  return measure('services.open', 's', async () => {
    const beganAt = performance.now()
    const { close } = await openServices({ data: { kind: 'throw-away' }, say: () => {} })
    const tookMs = performance.now() - beganAt
    await close()
    return tookMs / 1_000
  })
}
