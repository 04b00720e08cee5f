/**
 * What the customer sees, in no channel's terms. A channel renders it: Telegram as a message with inline buttons.
 */
export type Screen = {
  text: Rich
  rows?: Button[][]
  /** Shown as 第2步/共4步. */
  progress?: [step: number, of: number]
  /** Asks for the customer's own phone number by the channel's verified means. */
  ask?: 'contact'
  /** Sent right after the screen, each as a message of its own. */
  attach?: Attachment[]
}

/** Plain text with a few emphases. People's words are always plain spans, so nothing they type can break it. */
export type Rich = string | Span[]
export type Span = string | { bold: string } | { strike: string } | { quote: string } | { code: string }

/**
 * `tap` belongs to the step that shows it and dies with it; `enter` opens a flow from any message at any time;
 * `url` leaves the chat. Labels: at most 8 Chinese or 20 Latin characters, so that two fit a phone's row.
 */
export type Button =
  | { label: string; tap: string; value?: string; style?: ButtonStyle }
  | { label: string; enter: string; entry: string; value?: string; style?: ButtonStyle }
  | { label: string; url: string }
export type ButtonStyle = 'primary' | 'danger' | 'success'

export type Attachment =
  | { kind: 'place'; latitude: number; longitude: number; title: string; address: string }
  | { kind: 'file'; name: string; mime: string; text: string; caption?: string }
  /** A drawing, as SVG; whoever gets it sees a picture. */
  | { kind: 'picture'; svg: string; caption?: string }

/** Template tag: rich`预约成功 ${bold('10:00')}` – values stay spans, never parsed. */
export function rich(parts: TemplateStringsArray, ...values: (Rich | number)[]): Span[] {
  return parts.flatMap((part, i) => {
    const value = values[i]
    const spans = value === undefined ? [] : typeof value === 'number' ? [String(value)] : spansOf(value)
    return part === '' ? spans : [part, ...spans]
  })
}

export const bold = (text: string): Span[] => [{ bold: text }]
export const quote = (text: string): Span[] => [{ quote: text }]
export const code = (text: string): Span[] => [{ code: text }]

/** Joins blocks with a separator, leaving out what is empty. */
export function joined(blocks: (Rich | null | undefined | false)[], separator = '\n'): Span[] {
  const full = blocks.filter(
    (block): block is Rich => Boolean(block) && block !== '' && spansOf(block || '').length > 0,
  )
  return full.flatMap((block, i) => (i === 0 ? spansOf(block) : [separator, ...spansOf(block)]))
}

export function spansOf(text: Rich): Span[] {
  return typeof text === 'string' ? (text === '' ? [] : [text]) : text
}

/** The words without emphasis, for logs of tests and for toasts. */
export function plain(text: Rich): string {
  return spansOf(text)
    .map((span) => (typeof span === 'string' ? span : (Object.values(span)[0] ?? '')))
    .join('')
}
