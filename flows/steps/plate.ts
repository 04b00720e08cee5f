import type { Context } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import { code, rich, type Screen } from '../../src/messages/screen.ts'
import { isRefusal, type Refusal } from '../../src/refusal.ts'
import { type PlateRefusal, parsePlate } from '../../src/shop/vehicles/plate.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'

const plateTexts = texts(
  {
    ask: rich`🚗 请输入车牌号，例如 ${code('粤B12345')}；新能源车是 8 位，例如 ${code('粤BD12345')}。`,
  },
  {
    ask: rich`🚗 Please type the plate, for example ${code('粤B12345')}; new-energy plates have 8 characters, for example ${code('粤BD12345')}.`,
  },
)

/** Asks for a plate; the answer is typed. */
export function plateScreen({ language }: Context<unknown>): Screen {
  return { text: plateTexts[language].ask }
}

/** What people put in front of a plate. */
const preamble = /^\s*(?:我的?)?(?:车牌(?:号码?)?)\s*(?:是|为)?\s*[:：]?|^\s*my (?:licen[cs]e )?(?:plate|number) is/iu

/**
 * The vehicle with the typed plate, put on the customer's list under `vehicleId`; one that is on it already is answered
 * with the id it has. Refuses what is no plate, saying why.
 */
export async function readPlate(
  { shop, customer, by }: Context<unknown>,
  vehicleId: string,
  text: string,
): Promise<Vehicle | Refusal<PlateRefusal>> {
  const read = parsePlate(text.replace(preamble, ''))
  if (isRefusal<PlateRefusal>(read)) return read
  return shop.vehicles.add({ id: vehicleId, customerId: customer._id, plate: read.plate, by })
}

/**
 * Whether the words are meant as a plate, right or wrong; anything else is for the rest of the house to understand.
 * A plate has at most three characters that are no Latin letters or digits (province, 警 or 学, a slip), and is short.
 */
export function looksLikePlate(text: string): boolean {
  const said = text
    .replace(preamble, '')
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
  const others = said.replace(/[A-Za-z0-9]/g, '')
  if (said.length > 12 || others.length > 3) return false
  return (said.match(/\d/g)?.length ?? 0) >= 2 || /^\p{Script=Han}[A-Za-z]/u.test(said)
}
