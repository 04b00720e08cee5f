import type { Language } from '../../language.ts'
import { isRefusal, type Refusal, refuse } from '../../refusal.ts'
import { parsePhone } from '../customers/phone.ts'
import { findItems } from '../profile/items.ts'
import { modelOf } from '../profile/models.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { CarFacts } from '../vehicles/learned.ts'
import { parseMileage } from '../vehicles/mileage.ts'
import { parsePlate } from '../vehicles/plate.ts'
import { parseVin } from '../vehicles/vin.ts'
import type { Column, Layout } from './columns.ts'
import { parseDay } from './days.ts'
import type { Fault, FaultReason } from './fault.ts'

/** One row of a list, understood: a customer, perhaps with a car. */
export type Entry = {
  row: number
  phone: string
  name: string | null
  language: Language | null
  note: string | null
  car: (Omit<CarFacts, 'plate' | 'vin'> & { plate: string | null; vin: string | null }) | null
}

/** Characters at most: longer ones are a slip of the columns. */
const lengths: Partial<Record<Column, number>> = { name: 60, model: 60, lastItems: 200, note: 500 }

type Known = { row: number; layout: Layout; today: string; profile: Pick<ShopProfile, 'items' | 'models'> }

/** What a row says, or everything that is wrong with it; `null` for an empty one. `today` is a shop day. */
export function entryOf(cells: string[], { row, layout, today, profile }: Known): Entry | Fault[] | null {
  const faults: Fault[] = []
  const fault = (column: Column, reason: FaultReason, detail?: Refusal['detail']) =>
    void faults.push({ row, column, reason, ...(detail && { detail }) })
  const said = (column: Column): string => {
    const at = layout.at[column]
    const text = at === undefined ? '' : clean(cells[at] ?? '')
    const most = lengths[column]
    if (most !== undefined && text.length > most) fault(column, 'too-long', { length: text.length, most })
    return text
  }
  const parsed = <T, No extends FaultReason>(column: Column, parse: (text: string) => T | Refusal<No>): T | null => {
    const text = said(column)
    if (text === '') return null
    const value = parse(text)
    if (!isRefusal<No>(value)) return value
    fault(column, value.refused, value.detail)
    return null
  }
  const day = (column: Column, latest: string | null): string | null => {
    const text = said(column)
    const on = text === '' ? null : parseDay(text, today)
    if (text !== '' && on === null) fault(column, 'day-unclear')
    if (on && latest && on > latest) fault(column, 'day-ahead', { day: on })
    return on
  }

  if (cells.every((cell) => cell.trim() === '')) return null
  const phoneSaid = said('phone')
  if (phoneSaid === '') fault('phone', 'phone-missing')
  else if (/^\d[.,]\d+E\+?\d+$/i.test(phoneSaid)) fault('phone', 'phone-shortened')
  const phone = faults.length > 0 ? null : parsed('phone', parsePhone)

  const plate = parsed('plate', parsePlate)?.plate ?? null
  const vin = parsed('vin', parseVin)
  const km = parsed('mileage', (text) => parseMileage(text.replace(/^(\d+)\.0+$/, '$1')))
  const mileageOn = day('mileageOn', today)
  const visitOn = day('lastVisitOn', today)
  const modelSaid = said('model')
  const papers = {
    registeredOn: day('registeredOn', today),
    inspectionOn: day('inspectionOn', null),
    insuranceOn: day('insuranceOn', null),
    warrantyOn: day('warrantyOn', null),
  }
  const items = itemsIn(said('lastItems'), profile)
  const facts: CarFacts = {
    ...(modelSaid && { model: modelOf(profile, modelSaid)?.id ?? modelSaid }),
    ...(km !== null && { mileage: { km, on: mileageOn } }),
    ...(visitOn && { visit: { on: visitOn, km: mileageOn === null || mileageOn === visitOn ? km : null, ...items } }),
    ...present(papers),
  }
  const hasCar = plate !== null || vin !== null || Object.keys(facts).length > 0
  if (hasCar && plate === null && vin === null && faults.length === 0) fault('plate', 'plate-missing')
  const language = parsed('language', parseLanguage)
  const words = { name: said('name') || null, note: said('note') || null }
  if (phone === null || faults.length > 0) return once(faults)
  return { row, phone, ...words, language, car: hasCar ? { ...facts, plate, vin } : null }
}

/** Items by id where the words name any, else the words; only a visit that names other work alone renews no interval. */
function itemsIn(text: string, profile: Pick<ShopProfile, 'items'>): { items: string[]; renews: boolean } {
  const found = text === '' ? [] : findItems(profile, text)
  if (found.length === 0) return { items: text === '' ? [] : [text], renews: true }
  return { items: found.map(({ id }) => id), renews: found.some(({ renewsInterval }) => renewsInterval) }
}

function parseLanguage(text: string): Language | Refusal<'language-unknown'> {
  const said = text.toLowerCase().replace(/[\s_-]/g, '')
  if (/^(?:zh|zhcn|zhhans|cn|chinese|中文|汉语|普通话|简体中文)$/.test(said)) return 'zh-CN'
  return /^(?:en|engb|enus|english|英文|英语)$/.test(said) ? 'en' : refuse('language-unknown')
}

/** Without control characters, double blanks and what a spreadsheet adds to keep digits a text. */
const clean = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\ufeff\s]+/gu, ' ')
    .replace(/^\s*'(?=[\d+])/, '')
    .trim()

const present = <T extends Record<string, string | null>>(values: T): Partial<Record<keyof T, string>> =>
  Object.fromEntries(Object.entries(values).filter((one): one is [string, string] => one[1] !== null)) as Partial<
    Record<keyof T, string>
  >

/** A cell is read more than once; its fault is told once. */
const once = (faults: Fault[]) =>
  faults.filter(
    ({ column, reason }, at) => faults.findIndex((one) => one.column === column && one.reason === reason) === at,
  )
