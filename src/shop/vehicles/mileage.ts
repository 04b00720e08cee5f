import { type Refusal, refuse } from '../../refusal.ts'

export type MileageRefusal = 'mileage-not-a-number' | 'mileage-range'

/** Beyond this, in km, it is a slip of the finger: taxis reach a million. */
const mostKm = 2_000_000

const digits = '零一二三四五六七八九'
const before = /^(?:大概|大约|差不多|里程数?|公里数|跑了|约|有|是|about|approx\.?|around|~)+/
const after = /(?:公里|千米|km|kms|kilomet(?:er|re)s?|多|左右|出头|吧|了|[。.!])+$/

/**
 * A distance driven in km, as people say it: `32000`, `32,000 km`, `3.2万公里`, `3万2`, `三万二`, `32k`. A bare fraction such as
 * `3.2` is refused rather than guessed. `mileage-range` tells `km` and `mostKm`.
 */
export function parseMileage(text: string): number | Refusal<MileageRefusal> {
  const said = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '').replace(before, '').replace(after, '')
  const number = said.replace(/^-/, '')
  const km = plain(number) ?? scaled(number) ?? inTenThousands(number) ?? spelt(number)
  if (km === null) return refuse('mileage-not-a-number')
  if (said !== number) return refuse('mileage-range', { km: -km, mostKm })
  if (km > mostKm) return refuse('mileage-range', { km, mostKm })
  return km
}

/** 32000, 32,000 */
function plain(text: string): number | null {
  return /^(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(text) ? Number(text.replaceAll(',', '')) : null
}

/** 32k, 8.5千 */
function scaled(text: string): number | null {
  const thousands = /^(\d+(?:\.\d+)?)[k千]$/.exec(text)?.[1]
  return thousands ? Math.round(Number(thousands) * 1000) : null
}

/** 3.2万, 3万2千, 三万二, 12w; after a fraction nothing can follow. */
function inTenThousands(text: string): number | null {
  const [, high = '', low = ''] = /^([^万w]+)[万w]([^万w]*)$/.exec(text) ?? []
  if (/^\d+(?:\.\d+)?$/.test(high) && low === '') return Math.round(Number(high) * 10_000)
  const tenThousands = /^\d+$/.test(high) ? Number(high) : section(high)
  const rest = low === '' ? 0 : tail(low, 1000)
  return tenThousands === null || rest === null ? null : tenThousands * 10_000 + rest
}

/** What follows a unit: a lone digit is a tenth of that unit (三万二 is 32,000), 零 in front makes it itself. */
function tail(text: string, unit: number): number | null {
  const lone = digit(text)
  return lone === null ? section(text.replace(/^[零0]/, '')) : lone * unit
}

/** Below 10,000: 两千五百, 3千2, 十二, 三百零五, 500, 2000; two bare digits would be a guess. */
function section(text: string): number | null {
  if (/^(?:\d|\d{3,4})$/.test(text)) return Number(text)
  let rest = text
  let total = 0
  for (const [sign, unit] of [
    ['千', 1000],
    ['百', 100],
    ['十', 10],
  ] as const) {
    const [front = '', back, again] = rest.split(sign)
    if (back === undefined) continue
    const count = front === '' && unit === 10 ? 1 : digit(front.replace(/^零/, ''))
    if (count === null || again !== undefined) return null
    total += count * unit
    if (back === '') return total
    rest = back
    if (digit(rest) !== null && unit > 10) return total + (digit(rest) ?? 0) * (unit / 10)
  }
  const ones = digit(rest.replace(/^零(?=.)/, ''))
  return ones === null ? null : total + ones
}

/** 三二零零零, 十二, 三千五 */
function spelt(text: string): number | null {
  const each = Array.from(text, digit)
  if (each.length > 1 && each.every((value) => value !== null)) return Number(each.join(''))
  return section(text)
}

function digit(character: string): number | null {
  if (/^\d$/.test(character)) return Number(character)
  if (character === '两' || character === '二') return 2
  if (character === '〇') return 0
  const value = character.length === 1 ? digits.indexOf(character) : -1
  return value < 0 ? null : value
}
