import { addDays, dayOf, instantOf } from '../shop/profile/opening.ts'
import type { ShopProfile } from '../shop/profile/shop-profile.ts'
import { given } from './options.ts'

/** A report without a span covers so many days. */
const daysByDefault = 90

/** Whether it is written as a shop day: 2026-03-05. */
export const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)

/** What a report covers: `--by` one of the groupings, the first when left out, from and to shop days, both included; or what is wrong. */
export function reported<By extends string>(
  args: string[],
  groupings: readonly [By, ...By[]],
  { zone }: Pick<ShopProfile, 'zone'>,
  now: Date,
): { span: { from: Date; to: Date }; by: By } | { no: string; code: 2 } {
  const { options } = given(args)
  const by = groupings.find((one) => one === (options.by ?? groupings[0]))
  const to = options.to ?? dayOf(zone, now)
  const from = options.from ?? addDays(to, -daysByDefault)
  if (!by) return { no: `--by is one of ${groupings.join(', ')}`, code: 2 }
  if (![from, to].every(isDay)) return { no: 'Which days? For example: --from 2026-03-01 --to 2026-03-31', code: 2 }
  return { span: { from: instantOf(zone, from, 0), to: instantOf(zone, addDays(to, 1), 0) }, by }
}
