import qrcode from 'qrcode-generator'
import stringWidth from 'string-width'
import type { Language } from '../../language.ts'
import { inSvg, pictureFont } from '../../picture/png.ts'
import { invitesTexts } from './texts.ts'

/** One invitation as it is printed: whom it is for, as far as paper may say, and where it leads. */
export type Card = { name: string; plate: string; link: string }
/** Who invites. */
type Inviting = { shop: string; phone: string; language: Language }

/** A4 at 150 dots per inch, and how many cards are cut from it. */
const page = { width: 1240, height: 1754, margin: 60 }
const [columns, rows] = [2, 5]
export const cardsPerSheet = columns * rows

/** White around a QR code, in its own modules (ISO/IEC 18004). */
const quietModules = 4
const qrPixels = 260
const [cardWidth, cardHeight] = [(page.width - 2 * page.margin) / columns, (page.height - 2 * page.margin) / rows]
/** Where the words begin, and how wide they may be. */
const wordsAt = qrPixels + 20
const wordsWidth = cardWidth - wordsAt - 20

/** A sheet of cards to print and cut, as a drawing. */
export function sheetOf(cards: Card[], inviting: Inviting): string {
  const drawn = cards.slice(0, cardsPerSheet).map((card, index) => {
    const x = page.margin + (index % columns) * cardWidth
    const y = page.margin + Math.floor(index / columns) * cardHeight
    return `<g transform="translate(${x} ${y})">${cardIn(card, inviting)}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}" font-family="${pictureFont}"><rect width="100%" height="100%" fill="#fff"/>${drawn.join('')}</svg>`
}

function cardIn({ name, plate, link }: Card, { shop, phone, language }: Inviting): string {
  const lines = [
    { text: shop, size: 26, color: '#000', space: 40 },
    { text: [name, plate].filter(Boolean).join('\u2003'), size: 22, color: '#000', space: 42 },
    ...invitesTexts[language].instruction.map((text, at) => ({ text, size: 20, color: '#333', space: at ? 32 : 46 })),
    { text: phone, size: 18, color: '#333', space: 42 },
  ]
  let y = (cardHeight - lines.reduce((sum, { space }) => sum + space, 0)) / 2 + 30
  const words = lines.map(({ text, size, color, space }, at) => {
    if (at > 0) y += space
    return `<text x="${wordsAt}" y="${y}" font-size="${fitting(text, size)}" fill="${color}">${inSvg(text)}</text>`
  })
  const border = `<rect width="${cardWidth}" height="${cardHeight}" fill="none" stroke="#999" stroke-dasharray="6 6"/>`
  return `${border}${qrOf(link, 10, (cardHeight - qrPixels) / 2)}${words.join('')}`
}

/** The size at which a line has room, `size` at most: a Chinese character is as wide as it is high, a Latin one about half. */
const fitting = (text: string, size: number) => Math.min(size, Math.floor(wordsWidth / (stringWidth(text) / 2)))

/** A QR code that survives a crease: error correction M restores 15 %. */
function qrOf(link: string, x: number, y: number): string {
  const code = qrcode(0, 'M')
  code.addData(link)
  code.make()
  const count = code.getModuleCount()
  const dark: string[] = []
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) if (code.isDark(row, column)) dark.push(`M${column} ${row}h1v1h-1z`)
  const module = qrPixels / (count + 2 * quietModules)
  const inset = quietModules * module
  return `<path transform="translate(${x + inset} ${y + inset}) scale(${module})" d="${dark.join('')}" shape-rendering="crispEdges"/>`
}
