import type { Column } from './columns.ts'
import type { Entry } from './entry.ts'
import type { Fault } from './fault.ts'

/** What of a person, and of a car, cannot have two values in one list. */
const ofPerson = ['name', 'language', 'note'] as const
const ofCar = ['phone', 'plate', 'vin', 'model', 'registeredOn', 'inspectionOn', 'insuranceOn', 'warrantyOn'] as const

type Claim = { key: string; columns: readonly Column[]; values: (string | null)[] }
type Clash = { column: Column; rows: [number, number] }

/**
 * Finds rows of one list that cannot all be true: one phone under two names, one car with two owners, plates, models or
 * dates. It reads the whole list once before anything is written, and keeps what the first row said of each phone, plate
 * and VIN: a few hundred bytes a row.
 */
export function createContradictions() {
  const said = new Map<string, { row: number; values: (string | null)[] }>()
  const clashes = new Map<string, Clash>()
  // Models and dates repeat in every row: one text each is enough.
  const texts = new Map<string, string>()

  function kept(value: string | null): string | null {
    if (value === null) return null
    const known = texts.get(value)
    if (known !== undefined) return known
    if (texts.size < textsAtMost) texts.set(value, value)
    return value
  }

  function note(entry: Entry): void {
    for (const { key, columns, values } of claimsOf(entry)) {
      const first = said.get(key)
      if (!first) said.set(key, { row: entry.row, values: values.map(kept) })
      else if (!clashes.has(key)) {
        const differs = columns.find((_, at) => contradict(first.values[at] ?? null, values[at] ?? null))
        if (differs) clashes.set(key, { column: differs, rows: [first.row, entry.row] })
        // What the first row left open, a later one may say.
        else first.values = first.values.map((value, at) => value ?? kept(values[at] ?? null))
      }
    }
  }

  /** The fault of a row about a phone, plate or VIN that rows disagree on: none of them is taken. */
  function faultOf(entry: Entry): Fault | null {
    const clash = claimsOf(entry)
      .map(({ key }) => clashes.get(key))
      .find((one) => one !== undefined)
    if (!clash) return null
    const [first, second] = clash.rows
    const otherRow = entry.row === first ? second : first
    return { row: entry.row, column: clash.column, reason: 'contradicts-row', otherRow }
  }

  return { note, faultOf }
}

/** Different texts remembered once. */
const textsAtMost = 10_000

const contradict = (one: string | null, other: string | null) => one !== null && other !== null && one !== other

/** What a row says of which phone, plate and VIN. */
function claimsOf({ phone, name, language, note, car }: Entry): Claim[] {
  const person: Claim = { key: phone, columns: ofPerson, values: [name, language, note] }
  if (!car) return [person]
  const facts = { ...car, phone }
  const values = ofCar.map((column) => facts[column] ?? null)
  return [person, ...[car.plate, car.vin].flatMap((key) => (key ? [{ key, columns: ofCar, values }] : []))]
}
