import { type Refusal, refuse } from '../../refusal.ts'

export type VinRefusal = 'vin-length' | 'vin-characters' | 'vin-checksum'

// What each letter counts in the sum; I, O and Q do not occur (ISO 3779, GB 16735-2019).
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ'
const counts = '12345678123457923456789'
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/**
 * A vehicle identification number, 17 characters upper-case. GB 16735-2019 makes the check digit (9th place) obligatory for
 * cars built in China (first letter L), so only there a wrong one is refused: ISO 3779 knows none, and imported cars may
 * have any character in that place. `detail` names the `character` and place `at` (from 1), or the `length`.
 */
export function parseVin(text: string): string | Refusal<VinRefusal> {
  const vin = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
  const characters = Array.from(vin)
  if (characters.length !== 17) return refuse('vin-length', { length: characters.length, expected: 17 })
  const odd = characters.findIndex((character) => !/^[A-HJ-NPR-Z0-9]$/.test(character))
  if (odd >= 0) return refuse('vin-characters', { character: characters[odd] ?? '', at: odd + 1 })
  if (vin.startsWith('L') && checkDigit(vin) !== vin[8]) return refuse('vin-checksum')
  return vin
}

/** The character that belongs in the 9th place: the weighted sum modulo 11, ten being X. */
function checkDigit(vin: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * countOf(vin.charAt(at)), 0)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

function countOf(character: string): number {
  return Number(counts[letters.indexOf(character)] ?? character)
}
