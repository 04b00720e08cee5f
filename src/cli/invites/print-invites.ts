import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csvLine } from '../../csv.ts'
import { pngOf } from '../../picture/png.ts'
import type { Customer } from '../../shop/customers/customer.ts'
import type { Shop } from '../../shop/shop.ts'
import { maskName, maskPlate } from './masked.ts'
import { type Card, cardsPerSheet, sheetOf } from './sheet.ts'
import { invitesTexts } from './texts.ts'

/** Only who made them reads what the links lead to. */
const ownerOnly = { mode: 0o600 }

/** `again`: also for those who have an invitation that is still good. */
type Wanted = { dir: string; bot: string; again: boolean }

/**
 * Writes sheets of cards and their index into a folder, sheet by sheet, so that any number of customers fits in memory.
 * The folder is made with the first sheet.
 */
export async function printInvites(
  shop: Shop,
  { dir, bot, again }: Wanted,
): Promise<{ cards: number; sheets: number }> {
  const { name, phone, language } = shop.profile.current()
  const index = join(dir, 'index.csv')
  let sheets = 0
  let cards = 0
  let waiting: Customer[] = []
  for await (const customer of shop.invitations.invitees({ again })) {
    if (waiting.push(customer) < cardsPerSheet) continue
    await print(waiting)
    waiting = []
  }
  if (waiting.length > 0) await print(waiting)
  return { cards, sheets }

  async function print(people: Customer[]): Promise<void> {
    if (sheets === 0) {
      await mkdir(dir, { recursive: true })
      await writeFile(index, `\ufeff${csvLine(invitesTexts[language].header)}`, ownerOnly)
    }
    sheets++
    const tokens = await shop.invitations.invite(people.map(({ _id }) => _id))
    const drawn = await Promise.all(people.map((one, at) => cardOf(one, `https://t.me/${bot}?start=${tokens[at]}`)))
    const file = `sheet-${String(sheets).padStart(4, '0')}.png`
    const sheet = sheetOf(drawn, { shop: name[language], phone, language })
    await writeFile(join(dir, file), await pngOf(sheet), ownerOnly)
    const lines = drawn.map((card, at) =>
      csvLine([file, at + 1, people[at]?._id ?? '', card.name, card.plate, card.link]),
    )
    await appendFile(index, lines.join(''))
    cards += people.length
  }

  async function cardOf({ _id, name: called }: Customer, link: string): Promise<Card> {
    const [vehicle] = await shop.vehicles.ofCustomer(_id)
    return { name: maskName(called ?? ''), plate: vehicle ? maskPlate(vehicle.plate) : '', link }
  }
}
