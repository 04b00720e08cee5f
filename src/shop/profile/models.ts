import type { CarModel, ShopProfile } from './shop-profile.ts'

/** The shop's model of that id, or of that name in either language; `null` for one it knows nothing of. */
export function modelOf({ models }: Pick<ShopProfile, 'models'>, called: string | null): CarModel | null {
  if (called === null) return null
  const wanted = plain(called)
  return models.find(({ id, name }) => [id, name['zh-CN'], name.en].some((one) => plain(one) === wanted)) ?? null
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
