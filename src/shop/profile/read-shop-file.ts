import { readFileSync } from 'node:fs'
import { checkedYaml, type FileMistake } from './checked-yaml.ts'
import { crossCheck } from './cross-check.ts'
import { type ShopProfile, shopProfile } from './shop-profile.ts'

/** Reads a shop's YAML file: the profile, or every mistake in it at once. Throws only if there is no such file. */
export function readShopFile(file: string): ShopProfile | FileMistake[] {
  return parseShop(readFileSync(file, 'utf8'))
}

/** The same for a text. */
export function parseShop(text: string): ShopProfile | FileMistake[] {
  return checkedYaml(text, shopProfile, (content) => crossCheck(soundSections(content)))
}

/** The sections that are right by themselves, so that mistakes between them show even when others are wrong. */
function soundSections(content: unknown): Partial<ShopProfile> {
  if (typeof content !== 'object' || content === null) return {}
  const given = new Map(Object.entries(content))
  const sound = Object.entries(shopProfile.shape).flatMap(([name, section]) => {
    const parsed = section.safeParse(given.get(name))
    return parsed.success ? [[name, parsed.data]] : []
  })
  return Object.fromEntries(sound)
}
