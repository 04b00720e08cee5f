import { itemOf } from './items.ts'
import type { ShopProfile, Words } from './shop-profile.ts'

export type PartLine = { itemId: string; name: Words; priceFen: number; quantity: number }
/** What a customer is shown before confirming: price range in fen, labour in minutes, parts, warranty. */
export type Quote = { lowFen: number; highFen: number; minutes: number; parts: PartLine[]; warranty: Words }

/** The price range, labour time, parts and warranty of these items together. An unknown id is a bug and throws. */
export function quote(profile: Pick<ShopProfile, 'items'>, itemIds: string[]): Quote {
  const items = itemIds.map((id) => itemOf(profile, id))
  const parts = items.flatMap((item) => item.parts.map((part) => ({ itemId: item.id, ...part })))
  const partsFen = sum(parts.map((part) => part.priceFen * part.quantity))
  return {
    lowFen: partsFen + sum(items.map((item) => item.labourFen.low)),
    highFen: partsFen + sum(items.map((item) => item.labourFen.high)),
    minutes: sum(items.map((item) => item.labourMinutes)),
    parts,
    warranty: {
      'zh-CN': [...new Set(items.map((item) => item.warranty['zh-CN']))].join('；'),
      en: [...new Set(items.map((item) => item.warranty.en))].join('; '),
    },
  }
}

/** Whether it costs nothing to have these looked at again after a visit: by the shop's rule the look is free, other work is not. */
export const isFreeAgain = (profile: Pick<ShopProfile, 'settings' | 'concernItemId'>, itemIds: string[]): boolean =>
  profile.settings.rework.free && itemIds.every((id) => id === profile.concernItemId)

/** The same work for nothing. */
export const freeOfCharge = (quoted: Quote): Quote => ({
  ...quoted,
  lowFen: 0,
  highFen: 0,
  parts: quoted.parts.map((part) => ({ ...part, priceFen: 0 })),
})

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
