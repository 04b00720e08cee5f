import type { Context } from '../../src/conversation/flow.ts'
import { type Button, bold, joined, type Rich, type Screen } from '../../src/messages/screen.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { garageTexts } from '../garage.texts.ts'
import { asLabel, inPages, inRows } from '../steps/rows.ts'
import { shortDay, showInstant } from '../steps/showing.ts'
import { showKm, showModel } from '../steps/vehicle.ts'

type Car = { vehicleId: string }
/** `adding`: one question of the path of a new vehicle; otherwise this fact alone is put right. */
export type Asking = Car & { adding: boolean }

const words = (c: Context<unknown>) => garageTexts[c.language]

export async function listScreen(c: Context<{ page: number }>): Promise<Screen> {
  const t = words(c)
  const vehicles = await c.shop.vehicles.ofCustomer(c.customer._id)
  const buttons = vehicles.map(({ _id, plate }): Button => ({ label: showPlate(plate), tap: 'car', value: _id }))
  const last: Button[] = [{ label: t.add, tap: 'add' }]
  return {
    text: joined([vehicles.length > 0 ? t.list : t.none, ...vehicles.map((vehicle) => line(vehicle, c))]),
    rows: inPages(buttons, { perRow: 2, page: c.state.page, last, language: c.language }),
  }
}

function line({ plate, model, mileageKm }: Vehicle, c: Context<unknown>): Rich {
  const facts = [model && showModel(model, c), mileageKm !== null && showKm(mileageKm, c.language)]
  return joined([bold(showPlate(plate)), ...facts], ' · ')
}

export async function vehicleScreen(c: Context<Car>): Promise<Screen> {
  const t = words(c)
  const vehicle = await c.shop.vehicles.get(c.state.vehicleId)
  if (!vehicle || vehicle.soldAt || vehicle.removedAt)
    return { text: t.gone, rows: [[{ label: t.garage, enter: 'garage', entry: 'open' }]] }
  const { plate, model, mileageKm, mileageAt, vin } = vehicle
  const { zone } = c.shop.profile.current()
  const readOn = mileageAt && shortDay(dayOf(zone, mileageAt), c.language, zone)
  return {
    text: joined([
      t.plate(showPlate(plate)),
      model ? t.model(showModel(model, c)) : t.noModel,
      mileageKm !== null && readOn ? t.mileage(showKm(mileageKm, c.language), readOn) : t.noMileage,
      vin ? t.vin(vin) : t.noVin,
    ]),
    rows: [
      [
        { label: t.setMileage, tap: 'ask', value: 'mileage' },
        { label: t.setModel, tap: 'ask', value: 'model' },
      ],
      [
        { label: t.setVin, tap: 'ask', value: 'vin' },
        { label: t.book, tap: 'book' },
      ],
      [{ label: t.sold, tap: 'sold' }],
    ],
  }
}

/** Models on one screen; any other is typed. */
const modelsAtMost = 6

export function modelScreen(c: Context<Asking>): Screen {
  const t = words(c)
  const models = c.shop.profile.current().models.slice(0, modelsAtMost)
  const buttons = models.map(({ id, name }): Button => ({ label: asLabel(name[c.language]), tap: 'model', value: id }))
  return { ...onPath(c, 2), text: t.askModel, rows: [...inRows(buttons, 2), skipping(c)] }
}

export const mileageScreen = (c: Context<Asking>): Screen => ({
  ...onPath(c, 3),
  text: words(c).askMileage,
  rows: [skipping(c)],
})

export const vinScreen = (c: Context<Asking>): Screen => ({
  ...onPath(c, 4),
  text: words(c).askVin,
  rows: [skipping(c).slice(0, 1)],
})

/** A reading below the last one is asked once more, never just taken and never just refused. */
export async function backwardsScreen(c: Context<Asking & { km: number }>): Promise<Screen> {
  const t = words(c)
  const vehicle = await c.shop.vehicles.get(c.state.vehicleId)
  return {
    ...onPath(c, 3),
    text: t.backwards(showKm(c.state.km, c.language), showKm(vehicle?.mileageKm ?? 0, c.language)),
    rows: [
      [
        { label: t.confirm, tap: 'confirm' },
        { label: t.again, tap: 'again' },
      ],
    ],
  }
}

/** The check before a vehicle leaves the list; one that is still expected at the shop stays on it. */
export async function soldScreen(c: Context<Car>): Promise<Screen> {
  const t = words(c)
  const vehicle = await c.shop.vehicles.get(c.state.vehicleId)
  if (!vehicle) return vehicleScreen(c)
  const plate = showPlate(vehicle.plate)
  const booked = await bookedFor(c, c.state.vehicleId)
  if (booked) {
    const where = { language: c.language, zone: c.shop.profile.current().zone, now: c.now }
    const see: Button = { label: t.appointments, tap: 'appointments', style: 'primary' }
    return { text: t.stillBooked(plate, showInstant(booked.startsAt, where)), rows: [[see]] }
  }
  return {
    text: t.askSold(plate),
    rows: [
      [{ label: t.keep, tap: 'keep', style: 'primary' }],
      [
        { label: t.confirmSold, tap: 'confirm', style: 'danger' },
        { label: t.mistake, tap: 'mistake', style: 'danger' },
      ],
    ],
  }
}

/** The record that stays in the chat once a vehicle is off the list. */
export function partedScreen(c: Context<unknown>, text: Rich): Screen {
  const t = words(c)
  return {
    text,
    rows: [
      [
        { label: t.garage, enter: 'garage', entry: 'open' },
        { label: t.menu, enter: 'menu', entry: 'open' },
      ],
    ],
  }
}

/** The next appointment of this vehicle, if it is expected at the shop. */
export async function bookedFor({ shop, customer }: Context<unknown>, vehicleId: string) {
  return (await shop.appointments.upcoming(customer._id)).find((appointment) => appointment.vehicleId === vehicleId)
}

/** The plate is the first of four questions, and the only one that must be answered. */
export const progressOf = (step: 1 | 2 | 3 | 4): [number, number] => [step, 4]

const onPath = ({ state }: Context<Asking>, step: 2 | 3 | 4): Pick<Screen, 'progress'> =>
  state.adding ? { progress: progressOf(step) } : {}

function skipping(c: Context<Asking>): Button[] {
  const t = words(c)
  if (!c.state.adding) return []
  return [
    { label: t.skip, tap: 'skip' },
    { label: t.later, tap: 'later' },
  ]
}
