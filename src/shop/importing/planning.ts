import { isDeepStrictEqual } from 'node:util'
import { isRefusal } from '../../refusal.ts'
import type { StoredCustomer } from '../customers/customer.ts'
import { personLearned } from '../customers/told.ts'
import { type CarFacts, learned } from '../vehicles/learned.ts'
import type { Vehicle } from '../vehicles/vehicle.ts'
import type { Column } from './columns.ts'
import type { Entry } from './entry.ts'
import type { Fault, FaultReason } from './fault.ts'

/** A record as it is and as the list will have it; `was` is `null` for a new one. */
export type Planned<T> = { was: T | null; is: T }
export type PlannedCar = Planned<Vehicle> & { facts: CarFacts[] }
export type Verdict = 'new' | 'changed' | 'unchanged'

type Blank = {
  customer(entry: Entry): StoredCustomer
  vehicle(customerId: string, plate: string): Vehicle
}

/**
 * Decides, row by row and without writing, what a batch of rows makes of the records that share a phone, plate or VIN
 * with it. Each row sees what the rows before it will have done.
 */
export function planning(
  known: { people: StoredCustomer[]; cars: Vehicle[] },
  blank: Blank,
  noted: { at: Date; by: string; zone: string },
) {
  const people = new Map<string | null, Planned<StoredCustomer>>(known.people.map((is) => [is.phone, { was: is, is }]))
  const cars: PlannedCar[] = known.cars.map((is) => ({ was: is, is, facts: [] }))

  function decide(entry: Entry): Verdict | Fault {
    const person = people.get(entry.phone) ?? { was: null, is: blank.customer(entry) }
    const told = personLearned(person.is, entry)
    const car = entry.car && carOf(entry, entry.car, person.is._id)
    if (car && 'reason' in car) return car
    const isNew = !people.has(entry.phone) || car?.isNew === true
    const isChanged = Object.keys(told).length > 0 || car?.isChanged === true
    person.is = { ...person.is, ...told }
    people.set(entry.phone, person)
    car?.take()
    return isNew ? 'new' : isChanged ? 'changed' : 'unchanged'
  }

  function carOf(entry: Entry, { plate, vin, ...facts }: NonNullable<Entry['car']>, customerId: string) {
    const fault = (column: Column, reason: FaultReason, detail?: Fault['detail']): Fault => {
      return { row: entry.row, column, reason, ...(detail && { detail }) }
    }
    const byVin = vin === null ? [] : cars.filter(({ is }) => is.vin === vin)
    const byPlate = plate === null ? [] : cars.filter(({ is }) => is.plate === plate)
    const own = (found: PlannedCar[]) => found.find(({ is }) => is.customerId === customerId)
    const mine = own(byVin) ?? own(byPlate)
    for (const [column, [first], found] of [
      ['vin', byVin, own(byVin)],
      ['plate', byPlate, own(byPlate)],
    ] as const)
      if (first && !found) return fault(column, 'of-another-customer', { customerId: first.is.customerId })
    if (mine && vin && mine.is.vin && mine.is.vin !== vin) return fault('vin', 'another-vin')
    const twin = own(byPlate)
    if (mine && twin && twin !== mine) return fault('plate', 'two-vehicles')
    if (!mine && plate === null) return fault('plate', 'plate-missing')

    const all: CarFacts = { ...facts, ...(plate && { plate }), ...(vin && { vin }) }
    const car = mine ?? { was: null, is: blank.vehicle(customerId, plate ?? ''), facts: [] }
    const values = learned(car.is, all, noted)
    if (isRefusal<'mileage-backwards'>(values)) return fault('mileage', 'mileage-backwards', values.detail)
    const is = { ...car.is, ...values }
    const isChanged = Object.entries(values).some(
      ([what, value]) => !isDeepStrictEqual(car.is[what as keyof Vehicle], value),
    )
    const take = () => {
      if (!mine) cars.push(car)
      car.is = is
      if (isChanged || !mine) car.facts.push(all)
    }
    return { isNew: !mine, isChanged, take }
  }

  return { decide, people: () => [...people.values()], cars: () => cars }
}
