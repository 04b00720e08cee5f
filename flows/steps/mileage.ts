import type { Context } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import type { Button, Rich } from '../../src/messages/screen.ts'
import { mileageIsStale } from '../../src/shop/care/mileage-age.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'

const mileageTexts = texts(
  {
    ask: '🧭 顺便问一句：现在开了多少公里？知道了，下次什么时候保养就能算得准。',
    tell: '🧭 填一下里程',
  },
  {
    ask: '🧭 By the way: how many kilometres has it done by now? Then we can tell you better when it is due next.',
    tell: '🧭 Tell the mileage',
  },
)

/** The question for a vehicle's km where they are unknown or old, and the button to answer it; `null` where they are not. */
export async function staleMileage(
  c: Context<unknown>,
  vehicleId: string,
): Promise<{ ask: Rich; row: Button[] } | null> {
  const vehicle = c.isOnBehalf ? null : await c.shop.vehicles.get(vehicleId)
  const shop = c.shop.profile.current()
  if (!vehicle || !mileageIsStale(vehicle, dayOf(shop.zone, c.now), shop)) return null
  const { ask, tell } = mileageTexts[c.language]
  return { ask, row: [{ label: tell, enter: 'garage', entry: 'mileage', value: vehicleId }] }
}
