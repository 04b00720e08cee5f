import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A fresh id such as `apt_7k2m9q4hx0va`: 12 characters of 5 bits, 60 random bits. Ids are made one step before
 * they are used and kept in the conversation's state, so that a repeated step repeats nothing.
 */
export function newId(kind: string): string {
  return `${kind}_${Array.from(randomBytes(12), (byte) => alphabet[byte & 31]).join('')}`
}
