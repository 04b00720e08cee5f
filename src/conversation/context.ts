import type { Customer } from '../shop/customers/customer.ts'
import type { Shop } from '../shop/shop.ts'
import type { Context } from './flow.ts'

type Known = { customer: Customer; chat: string; key: string; now: Date; shop: Shop; hasDesk: boolean }

/** What a screen is shown by: to the customer, or with `by`, to whoever of the shop acts on their behalf. */
export function contextOf({ by, ...known }: Known & { by?: string }): Context<null> {
  const { language } = known.customer
  return { state: null, language, by: by ?? known.chat, isOnBehalf: by !== undefined, ...known }
}
