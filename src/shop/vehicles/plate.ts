import { type Refusal, refuse } from '../../refusal.ts'

export type PlateRefusal =
  | 'plate-too-short'
  | 'plate-too-long'
  | 'plate-province'
  | 'plate-letter'
  | 'plate-i-or-o'
  | 'plate-characters'
  | 'plate-energy-letter'
  | 'plate-cross-border'
export type Plate = { plate: string; energy: 'ordinary' | 'new-energy' }

const provinces = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'
// A Hong Kong or Macau keyboard gives the traditional forms.
const traditional = '遼滬蘇閩贛魯粵瓊貴雲陝寧學掛領'
const simplified = '辽沪苏闽赣鲁粤琼贵云陕宁学挂领'

// Serials by GA 36-2018. Battery electric cars have D, A, B, C or E, other new-energy ones F, G, H, J or K: a small
// car's first, a large one's last.
const ordinary = /^[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9警学挂领港澳]$/
const energyLetter = /[A-HJK]/
const small = [energyLetter, /[A-HJ-NP-Z0-9]/, /\d/, /\d/, /\d/, /\d/]
const large = [/\d/, /\d/, /\d/, /\d/, /\d/, energyLetter]

/**
 * A mainland plate as people type it: full-width, lower-case, with spaces, dashes or dots. Ordinary ones (province, letter,
 * five characters; the last may be 警 学 挂 领, or 港 澳 on 粤Z) and new-energy ones (six). A refusal's `detail` says
 * which `character` stands wrong, `at` which place (from 1), or the `length` and what was `expected`.
 * Plates of the army, armed police, embassies and those on paper are not known here.
 */
export function parsePlate(text: string): Plate | Refusal<PlateRefusal> {
  const characters = Array.from(normalised(text))
  const [province = '', letter = '', ...serial] = characters
  const length = characters.length
  if (length === 0) return refuse('plate-too-short', { length, expected: 7 })
  if (!provinces.includes(province)) return refuse('plate-province', { character: province, at: 1 })
  if (letter && !/^[A-Z]$/.test(letter)) return refuse('plate-letter', { character: letter, at: 2 })
  const confused = characters.findIndex((character) => character === 'I' || character === 'O')
  if (confused > 0) return refuse('plate-i-or-o', { character: characters[confused] ?? '', at: confused + 1 })
  if (length < 7) return refuse('plate-too-short', { length, expected: 7 })
  if (length > 8) return refuse('plate-too-long', { length, expected: 8 })
  const wrong = length === 7 ? ordinaryFault(`${province}${letter}`, serial) : energyFault(serial)
  return wrong ?? { plate: characters.join(''), energy: length === 7 ? 'ordinary' : 'new-energy' }
}

/** A plate as it is written on the car: `粤B12345` → `粤B·12345`. */
export function showPlate(plate: string): string {
  return `${plate.slice(0, 2)}·${plate.slice(2)}`
}

function normalised(text: string): string {
  const plain = text.normalize('NFKC').toUpperCase()
  return plain.replace(/[\s.。·•・‧∙⋅_\-‐-―]/g, '').replace(/./gu, simplify)
}

const simplify = (character: string) => simplified[traditional.indexOf(character)] ?? character

function ordinaryFault(office: string, serial: string[]): Refusal<PlateRefusal> | null {
  if (!ordinary.test(serial.join(''))) {
    const usual = serial.findIndex((character) => !/[A-Z0-9]/.test(character))
    return refuse('plate-characters', { character: serial[usual] ?? '', at: usual + 3 })
  }
  const last = serial.at(-1) ?? ''
  // 粤Z belongs to the cars of Hong Kong and Macau that may drive on the mainland, and to no others.
  if ((office === '粤Z') !== '港澳'.includes(last)) return refuse('plate-cross-border', { character: last, at: 7 })
  return null
}

function energyFault(serial: string[]): Refusal<PlateRefusal> | null {
  const odd = serial.findIndex((character) => !/^[A-Z0-9]$/.test(character))
  if (odd >= 0) return refuse('plate-characters', { character: serial[odd] ?? '', at: odd + 3 })
  const [shape, letterAt] = energyLetter.test(serial[0] ?? '') ? [small, 0] : [large, 5]
  const first = { character: serial[0] ?? '', at: 3 }
  if (!energyLetter.test(serial[letterAt] ?? '')) return refuse('plate-energy-letter', first)
  const wrong = serial.findIndex((character, at) => !shape[at]?.test(character))
  return wrong < 0 ? null : refuse('plate-characters', { character: serial[wrong] ?? '', at: wrong + 3 })
}
