import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A fresh id such as `apt_7k2m9q4hx0va`: 12 characters of 5 bits, 60 random bits. Ids are made one step before
 * they are used and kept in the conversation's state, so that a repeated step repeats nothing.
 */
export function newId(kind: string): string {
  return `${kind}_${Array.from(randomBytes(12), (byte) => alphabet[byte & 31]).join('')}`
}

/** Ids of a kind are told apart by so many characters where about where they stand is enough. */
const toldApart = 6
/** So many places these characters tell apart. */
export const wholeOfIds = 32 ** toldApart

/**
 * The id of a kind so far after another, in the order of strings; `null` for the end, and where nobody can say. Whatever
 * stands before all of the kind counts as its first.
 */
export function idAfter(kind: string, id: string, stretch: number): string | null {
  const isOfKind = id.startsWith(`${kind}_`)
  if (id > `${kind}_` && !isOfKind) return null
  const after = Math.floor((isOfKind ? placeOf(id.slice(kind.length + 1)) : 0) + stretch)
  if (after >= wholeOfIds) return null
  const digits = Array.from(
    { length: toldApart },
    (_, i) => alphabet[Math.floor(after / 32 ** (toldApart - 1 - i)) % 32],
  )
  const next = `${kind}_${digits.join('')}`
  return next > id ? next : null
}

/** A character that is none of ours counts as the next that is. */
function placeOf(random: string): number {
  const digits = Array.from({ length: toldApart }, (_, i) => {
    const next = [...alphabet].findIndex((one) => one >= (random[i] ?? '0'))
    return next < 0 ? alphabet.length - 1 : next
  })
  return digits.reduce((place, digit) => place * alphabet.length + digit, 0)
}
