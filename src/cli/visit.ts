import { parseArgs } from 'node:util'
import type { Desk } from '../../flows/group/sheet.ts'
import { visitTexts } from '../../flows/group/visit.texts.ts'
import { visitInWords } from '../../flows/group/visit-card.ts'
import type { Config } from '../config.ts'
import { newId } from '../ids.ts'
import { plain } from '../messages/screen.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { parseMileage } from '../shop/vehicles/mileage.ts'
import { parsePlate } from '../shop/vehicles/plate.ts'
import { parseAmount } from '../shop/visits/amount.ts'
import type { Visit } from '../shop/visits/visit.ts'
import { atDesk, type Says } from './at-desk.ts'

type Settings = Config | { problems: string[] }

/** Who acts when a command is typed; the terminal knows no names. */
const by = 'operator'

/** Prints the cars that are at the shop. */
export function visits(config: Settings): Promise<number> {
  return atDesk(config, async (desk) => {
    const here = await desk.shop.visits.inHouse()
    if (here.length === 0) return visitTexts[desk.language].noVisits
    return (await Promise.all(here.map((visit) => shown(visit, desk)))).join('\n\n')
  })
}

/** Checks in whoever booked. */
export function arrive(config: Settings, [appointmentId = '']: string[]): Promise<number> {
  return atDesk(config, async (desk) => said(await desk.shop.visits.checkIn(appointmentId, by), desk))
}

/** Checks in somebody without an appointment; known by phone, else noted down. */
export function walkIn(config: Settings, args: string[]): Promise<number> {
  return atDesk(config, async (desk) => {
    const { values } = parsed(args, { ...text('phone', 'plate', 'items', 'advisor', 'name', 'words') })
    const { phone, plate: typed, items, advisor, name = null, words } = values
    if (!phone || !typed || !items || !advisor) {
      return {
        no: 'npm run yingke -- visit open --phone +86138… --plate 沪A12345 --items maintenance --advisor lin',
        code: 2,
      }
    }
    const plate = parsePlate(typed)
    if (isRefusal(plate)) return { no: `plate: ${plate.refused}`, code: 2 }
    const { shop, language, now } = desk
    const customer = await shop.customers.register({ id: newId('cus'), phone, name, language, by })
    if (isRefusal(customer)) return { no: `phone: ${customer.refused}`, code: 2 }
    const vehicle = await shop.vehicles.add({ id: newId('veh'), customerId: customer._id, plate: plate.plate, by })
    const guest = { id: newId('vis'), customerId: customer._id, vehicleId: vehicle._id, advisorId: advisor, by }
    const concern = words ? [{ words, media: [], saidAt: now }] : []
    return said(await shop.visits.walkIn({ ...guest, itemIds: listOf(items), concern }), desk)
  })
}

/** Completes a visit; of a completed one it puts the figures right. What is not named stays as it was booked or noted. */
export function complete(config: Settings, args: string[]): Promise<number> {
  return atDesk(config, async (desk) => {
    const { values, positionals } = parsed(args, {
      ...text('km', 'paid', 'done', 'declined'),
      confirmed: { type: 'boolean' },
    })
    const [id = ''] = positionals
    const { km, paid = '', done, declined, confirmed = false } = values
    const mileageKm = km === undefined ? null : parseMileage(km)
    if (isRefusal(mileageKm)) return { no: `--km: ${mileageKm.refused}`, code: 2 }
    const paidFen = parseAmount(paid)
    if (isRefusal(paidFen)) return { no: '--paid: what was paid, such as 680.00', code: 2 }
    const { visits: door } = desk.shop
    const visit = await door.get(id)
    if (!visit) return { no: `visit-unknown ${id}`, code: 2 }
    const isClosed = visit.stage === 'closed'
    const asNoted = isClosed ? visit.done : visit.items.map((item) => item.id)
    const completed = await (isClosed ? door.correct : door.complete)({
      id,
      mileageKm,
      done: done === undefined ? asNoted : listOf(done),
      declined: declined === undefined ? visit.declined.map(({ itemId }) => itemId) : listOf(declined),
      paidFen,
      by,
      confirmed,
    })
    return said(completed, desk)
  })
}

async function said(answer: Visit | Refusal, desk: Desk): Promise<Says> {
  if (!isRefusal(answer)) return shown(answer as Visit, desk)
  const detail = Object.entries(answer.detail ?? {}).map(([what, value]) => `${what} ${value}`)
  return { no: [answer.refused, ...detail].join(' '), code: 2 }
}

const shown = async (visit: Visit, desk: Desk) => `${visit._id}\n${plain(await visitInWords(visit, desk))}`

const listOf = (ids: string) =>
  ids
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean)

const text = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'string' }])) as Record<Name, { type: 'string' }>

const parsed = <Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: string[],
  options: Options,
) => parseArgs({ args, options, allowPositionals: true })
