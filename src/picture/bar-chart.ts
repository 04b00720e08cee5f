import stringWidth from 'string-width'
import { inSvg, pictureFont } from './png.ts'

/** One bar: `note` stands at its end, such as `12 · 40%`; `upTo` is the share of all up to and including it, for a Pareto. */
export type Bar = { label: string; value: number; note: string; upTo?: number }

const width = 1_000
const margin = 40
const barHeight = 34
const gap = 22
const titleSpace = 110
/** Bars are drawn between the labels and the notes. */
const notesWidth = 170
const longestLabel = 260

/**
 * Bars from left to right, the title above and a word about the numbers under it; with shares, the line of a Pareto as dots at
 * the right. Values never go below zero. As SVG, 1,000 pixels wide, for a phone.
 */
export function barChart({ title, subtitle, bars }: { title: string; subtitle: string; bars: Bar[] }): string {
  const size = 24
  const labelWidth = Math.min(
    longestLabel,
    Math.max(...bars.map(({ label }) => (stringWidth(label) * size) / 2), 80) + 20,
  )
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const room = width - 2 * margin - labelWidth - notesWidth
  const height = titleSpace + bars.length * (barHeight + gap) + margin
  const drawn = bars.map(({ label, value, note, upTo }, i) => {
    const y = titleSpace + i * (barHeight + gap)
    const length = Math.max(2, (value / most) * room)
    const x = margin + labelWidth
    const middle = y + barHeight / 2 + size / 3
    const share =
      upTo === undefined ? '' : `<circle cx="${x + upTo * room}" cy="${y + barHeight / 2}" r="6" fill="#c0392b"/>`
    return [
      `<text x="${margin}" y="${middle}" font-size="${size}" fill="#222">${inSvg(label)}</text>`,
      `<rect x="${x}" y="${y}" width="${length}" height="${barHeight}" rx="4" fill="#2f6f9f"/>`,
      share,
      `<text x="${width - margin}" y="${middle}" font-size="${size - 4}" fill="#444" text-anchor="end">${inSvg(note)}</text>`,
    ].join('')
  })
  const words = [
    `<text x="${margin}" y="52" font-size="32" font-weight="bold" fill="#111">${inSvg(title)}</text>`,
    `<text x="${margin}" y="86" font-size="20" fill="#666">${inSvg(subtitle)}</text>`,
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${pictureFont}"><rect width="100%" height="100%" fill="#fff"/>${words.join('')}${drawn.join('')}</svg>`
}
