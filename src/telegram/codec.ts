import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Tap } from '../conversation/event.ts'
import type { Button } from '../messages/screen.ts'

/**
 * Buttons as callback data, at most 64 bytes [Bot API]:
 *
 *   <seal, 8 characters><kind>…    s<revision, base 36>~<tap>~<value>   or   e<flow>~<entry>~<value>
 *
 * The seal is the first 48 bits of an HMAC over chat and data: data that was made up, or made for another chat, does
 * not open. Keyed by the bot's token, so nothing needs to be stored or configured.
 */
export function createCodec(token: string) {
  const key = createHmac('sha256', token).update('yingke callback data').digest()
  const seal = (chat: string, data: string) =>
    createHmac('sha256', key).update(`${chat}\n${data}`).digest('base64url').slice(0, sealLength)

  /** Throws when the data would be longer than Telegram takes: a flow's values are too long. */
  function encode(chat: string, revision: number, button: Exclude<Button, { url: string }>): string {
    const data =
      'tap' in button
        ? `s${revision.toString(36)}~${button.tap}~${button.value ?? ''}`
        : `e${button.enter}~${button.entry}~${button.value ?? ''}`
    const sealed = seal(chat, data) + data
    const bytes = Buffer.byteLength(sealed)
    if (bytes > dataBytesAtMost)
      throw new Error(`button ${data} takes ${bytes} bytes, Telegram takes ${dataBytesAtMost}`)
    return sealed
  }

  /** `null` for anything this bot did not make for this very chat. */
  function decode(chat: string, sealed: string): Tap | null {
    const data = sealed.slice(sealLength)
    const given = Buffer.from(sealed.slice(0, sealLength))
    const right = Buffer.from(seal(chat, data))
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null
    const [head = '', name = '', ...rest] = data.slice(1).split('~')
    const value = rest.join('~')
    return data.startsWith('s')
      ? { kind: 'step', revision: Number.parseInt(head, 36), tap: name, value }
      : { kind: 'entry', flow: head, entry: name, value }
  }

  return { encode, decode }
}

export type Codec = ReturnType<typeof createCodec>

const sealLength = 8
const dataBytesAtMost = 64
