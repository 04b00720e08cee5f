import { z } from 'zod'
import { flow } from '../src/conversation/flow.ts'
import { isRefusal } from '../src/refusal.ts'
import { findItems } from '../src/shop/profile/items.ts'
import { showPlate } from '../src/shop/vehicles/plate.ts'
import { parseVin } from '../src/shop/vehicles/vin.ts'
import {
  after,
  asking,
  before,
  car,
  facts,
  home,
  keepMileage,
  keepModel,
  kept,
  knows,
  part,
  readMileage,
  saysSkip,
  skips,
  toList,
  toMileage,
  toPlate,
  toVehicle,
} from './garage/path.ts'
import {
  backwardsScreen,
  listScreen,
  mileageScreen,
  modelScreen,
  progressOf,
  soldScreen,
  vehicleScreen,
  vinScreen,
} from './garage/screens.ts'
import { garageTexts } from './garage.texts.ts'
import { looksLikePlate, plateScreen, readPlate } from './steps/plate.ts'
import { pageOf } from './steps/rows.ts'

const modelCharactersAtMost = 40

/** 我的车: the plate is enough; everything else can be skipped and told later. */
export const garage = flow({
  name: 'garage',
  version: 1,
  footer: 'menu',
  knows,
  inputs: { open: z.string(), add: z.string(), mileage: z.string() },
  entries: {
    /** With a vehicle's id that vehicle, without one the list. */
    open: (c, id) => (id ? toVehicle(c, id) : toList(c)),
    add: () => toPlate(),
    /** Straight to the question for the km of a vehicle. */
    mileage: (c, id) => toMileage(c, id),
  },
  steps: {
    list: {
      show: listScreen,
      taps: {
        car: (c, id) => toVehicle(c, id),
        add: () => toPlate(),
        page: (_, value) => ({ to: 'list', state: { page: pageOf(value) } }),
      },
      back: home,
    },
    plate: {
      show: (c) => ({ ...plateScreen(c), progress: progressOf(1) }),
      text: async (c, { text }) => {
        if (!looksLikePlate(text)) return null
        const vehicle = await readPlate(c, c.state.vehicleId, text)
        if (isRefusal(vehicle)) return { refuse: vehicle }
        const t = garageTexts[c.language]
        const plate = showPlate(vehicle.plate)
        const { _id: vehicleId } = vehicle
        if (vehicleId !== c.state.vehicleId) return { to: 'vehicle', state: { vehicleId }, notice: t.already(plate) }
        return { to: 'model', state: { vehicleId, adding: true }, notice: t.added(plate) }
      },
      back: async (c) => ((await c.shop.vehicles.ofCustomer(c.customer._id)).length > 0 ? toList(c) : home()),
    },
    vehicle: {
      show: vehicleScreen,
      taps: {
        ask: (c, value) => {
          const fact = facts.find((known) => known === value)
          return fact ? { to: fact, state: { ...car.parse(c.state), adding: false } } : toList(c)
        },
        book: (c) => ({ enter: 'booking', entry: 'start', input: car.parse(c.state).vehicleId }),
        sold: (c) => ({ to: 'sold', state: car.parse(c.state) }),
      },
      back: (c) => toList(c),
    },
    model: {
      show: modelScreen,
      taps: { ...skips('model'), model: keepModel },
      text: (c, { text }) => {
        if (saysSkip(text)) return after(c.state, 'model')
        const profile = c.shop.profile.current()
        if (findItems(profile, text).length > 0) return null
        const said = text.trim().replace(/\s+/g, ' ')
        if (said.length > modelCharactersAtMost || !/[\p{L}\p{N}]/u.test(said))
          return { stay: garageTexts[c.language].modelUnclear }
        const known = profile.models.find(({ name }) =>
          Object.values(name).some((one) => one.toLowerCase() === said.toLowerCase()),
        )
        return keepModel(c, known?.id ?? said)
      },
      back: (c) => before(c.state, 'model'),
    },
    mileage: {
      show: mileageScreen,
      taps: skips('mileage'),
      text: (c, { text }) => (saysSkip(text) ? after(c.state, 'mileage') : readMileage(c, text)),
      back: (c) => before(c.state, 'mileage'),
    },
    backwards: {
      show: backwardsScreen,
      taps: {
        confirm: (c) => keepMileage(c, knows.backwards.parse(c.state).km, true),
        again: (c) => ({ to: 'mileage', state: asking.parse(c.state) }),
      },
      text: (c, { text }) => readMileage(c, text),
      back: (c) => ({ to: 'mileage', state: asking.parse(c.state) }),
    },
    vin: {
      show: vinScreen,
      taps: skips('vin'),
      text: async (c, { text }) => {
        if (saysSkip(text)) return after(c.state, 'vin')
        if (!/\d/.test(text.normalize('NFKC'))) return null
        const vin = parseVin(text)
        if (isRefusal(vin)) return { refuse: vin }
        return kept(c, 'vin', await c.shop.vehicles.setVin(c.state.vehicleId, vin, c.by))
      },
      back: (c) => before(c.state, 'vin'),
    },
    sold: {
      show: soldScreen,
      taps: {
        keep: (c) => ({ to: 'vehicle', state: car.parse(c.state) }),
        confirm: (c) => part(c, 'sold'),
        mistake: (c) => part(c, 'mistake'),
        appointments: () => ({ enter: 'appointments', entry: 'open', input: '' }),
      },
      back: (c) => ({ to: 'vehicle', state: c.state }),
    },
  },
})
