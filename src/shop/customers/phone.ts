import { type Refusal, refuse } from '../../refusal.ts'

/** +86 mobiles are 11 digits beginning 13–19; a verified number is a mobile, so landlines are no use here. */
const chineseMobile = /^1[3-9]\d{9}$/

/** National lengths of the neighbours and of +1; every other country by E.164 alone (8–15 digits, ITU-T E.164 §6). */
const foreign: [prefix: string, rest: RegExp][] = [
  ['852', /^[4-9]\d{7}$/],
  ['853', /^6\d{7}$/],
  ['886', /^9\d{8}$/],
  ['1', /^[2-9]\d{2}[2-9]\d{6}$/],
  // Numbers sold by Telegram itself: nobody can be called there.
  ['888', /^$/],
]

/**
 * A phone in E.164, e.g. `+8613800001234`. Chinese mobiles may come bare or with 86, 0086 or +86; numbers of other
 * countries need `+` or `00`. Without one, eleven digits are read as a Chinese mobile: what Telegram shares as a contact
 * always has the country code but often no `+`, so its adapter adds the `+` first.
 */
export function parsePhone(text: string): string | Refusal<'phone-invalid'> {
  const digits = text.normalize('NFKC').replace(/[\s().\-‐-―]/g, '')
  if (chineseMobile.test(digits)) return `+86${digits}`
  const international = /^(?:\+|00)(?<number>[1-9]\d{7,14})$/.exec(digits)?.groups?.number ?? bare86(digits)
  if (!international) return refuse('phone-invalid')
  if (international.startsWith('86')) {
    return chineseMobile.test(international.slice(2)) ? `+${international}` : refuse('phone-invalid')
  }
  const country = foreign.find(([prefix]) => international.startsWith(prefix))
  if (country && !country[1].test(international.slice(country[0].length))) return refuse('phone-invalid')
  return `+${international}`
}

/** A phone fit to be shown: `138****1234` for +86, otherwise the first two and last four digits (`+14****0123`). */
export function maskPhone(phone: string): string {
  const national = /^\+86(\d{11})$/.exec(phone)?.[1]
  if (national) return `${national.slice(0, 3)}****${national.slice(-4)}`
  return phone.length >= 9 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '****'
}

const bare86 = (digits: string) => (/^86\d{11}$/.test(digits) ? digits : undefined)
