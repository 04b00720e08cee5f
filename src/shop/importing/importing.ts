import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { newCustomer } from '../customers/customer.ts'
import type { Customers } from '../customers/customers.ts'
import { personLearned } from '../customers/told.ts'
import type { Profile } from '../profile/profile.ts'
import { newVehicle } from '../vehicles/vehicle.ts'
import type { Vehicles } from '../vehicles/vehicles.ts'
import type { Entry } from './entry.ts'
import type { Fault } from './fault.ts'
import { planning, type Verdict } from './planning.ts'

/** Who a list was taken in by, in every line of history it leaves. */
const by = 'import'

/** Changes in hand at once: the database's connections are shared with a shop at work. */
const atOnce = 20

/** Takes customer lists in. The same list again changes nothing, and what a crash left out the next run adds. */
export function createImporting(deps: { customers: Customers; vehicles: Vehicles; profile: Profile; clock: Clock }) {
  const { customers, vehicles, profile, clock } = deps

  /**
   * Takes a batch of rows in, or with `dryRun` only says what would become of them; the answers are in their order. Two
   * reads for a batch that is known, however many rows it has.
   */
  async function take(entries: Entry[], { dryRun }: { dryRun: boolean }): Promise<(Verdict | Fault)[]> {
    const { zone, language } = profile.current()
    const at = clock.now()
    const known = {
      people: await customers.byPhones(entries.map(({ phone }) => phone)),
      cars: await vehicles.listed({
        plates: entries.flatMap(({ car }) => car?.plate ?? []),
        vins: entries.flatMap(({ car }) => car?.vin ?? []),
      }),
    }
    const blank = {
      customer: (entry: Entry) => ({
        ...newCustomer({ _id: newId('cus'), name: null, language: entry.language ?? language, createdAt: at }),
        phone: entry.phone,
      }),
      vehicle: (customerId: string, plate: string) =>
        newVehicle({ _id: newId('veh'), customerId, plate, createdAt: at, by }),
    }
    const plan = planning(known, blank, { at, by, zone })
    const verdicts = entries.map(plan.decide)
    if (!dryRun) await carryOut(plan)
    return verdicts
  }

  async function carryOut(plan: ReturnType<typeof planning>): Promise<void> {
    const fresh = plan.people().filter(({ was }) => was === null)
    const held = await customers.registerAll(
      fresh.map(({ is }) => is),
      by,
    )
    const changed = plan.people().filter(({ was, is }) => was && Object.keys(personLearned(was, is)).length > 0)
    await some(changed, ({ is }) => customers.learn(is._id, is, by))
    const cars = plan.cars().filter(({ facts }) => facts.length > 0)
    // Somebody who pressed START in this very moment holds the phone under an id of their own.
    for (const { is } of cars) is.customerId = held.get(is.customerId) ?? is.customerId
    await vehicles.addAll(
      cars.filter(({ was }) => was === null).map(({ is, facts }) => ({ vehicle: is, facts })),
      by,
    )
    await some(
      cars.filter(({ was }) => was !== null),
      async ({ is, facts }) => {
        for (const one of facts) await vehicles.learn(is._id, one, by)
      },
    )
  }

  return { take }
}

export type Importing = ReturnType<typeof createImporting>

/** Does something to each, a few at a time. */
async function some<T>(things: T[], act: (thing: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < things.length; from += atOnce) await Promise.all(things.slice(from, from + atOnce).map(act))
}
