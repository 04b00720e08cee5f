import type { ServiceItem, ShopProfile } from './shop-profile.ts'

/**
 * Service items that a customer's own words name, by name or alias in either language, in the order of the profile.
 * The longest name wins where names overlap (大保养 is not also 保养); what is said not to be wanted is left out.
 */
export function findItems(profile: Pick<ShopProfile, 'items'>, text: string): ServiceItem[] {
  let rest = plain(text)
  const found = new Set<ServiceItem>()
  for (const { item, name } of namesByLength(profile.items)) {
    for (let at = positionOf(rest, name); at >= 0; at = positionOf(rest, name)) {
      if (!unwanted.test(rest.slice(0, at))) found.add(item)
      rest = rest.slice(0, at) + '\n'.repeat(name.length) + rest.slice(at + name.length)
    }
  }
  return profile.items.filter((item) => found.has(item))
}

/** Whether every id names an item of the shop. */
export function knowsItems(profile: Pick<ShopProfile, 'items'>, itemIds: string[]): boolean {
  return itemIds.every((id) => profile.items.some((item) => item.id === id))
}

/** The item of that id; throws when the shop has none. */
export function itemOf(profile: Pick<ShopProfile, 'items'>, id: string): ServiceItem {
  const item = profile.items.find((one) => one.id === id)
  if (!item) throw new Error(`the shop has no service item "${id}"`)
  return item
}

/** The names of a profile's items, sorted once: a list of customers asks for every one of its rows. */
const sorted = new WeakMap<ServiceItem[], { item: ServiceItem; name: string }[]>()

function namesByLength(items: ServiceItem[]) {
  const known = sorted.get(items)
  if (known) return known
  const names = items
    .flatMap((item) => [item.name['zh-CN'], item.name.en, ...item.aliases].map((name) => ({ item, name: plain(name) })))
    .sort((a, b) => b.name.length - a.name.length)
  sorted.set(items, names)
  return names
}

/** Latin names match as whole words only: "AC" is not in "back". */
function positionOf(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const joined = letter.test(name) && (letter.test(text[at - 1] ?? '') || letter.test(text[at + name.length] ?? ''))
    if (!joined) return at
  }
  return -1
}

const letter = /[a-z0-9]/
const unwanted = /(不用|不要|不做|不需要|不想|别|\bno|\bnot|\bwithout|\bdon't (need|want))\s*(a|an|the|any)?\s*$/
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
