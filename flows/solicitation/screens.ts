import type { Context } from '../../src/conversation/flow.ts'
import type { Button, Rich, Screen } from '../../src/messages/screen.ts'
import { declineReasons } from '../../src/shop/outreach/outreach.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { declineReasonTexts } from '../steps/decline-reasons.ts'
import { solicitationTexts } from './texts.ts'

/** When a customer may want to hear of it again, days. */
const laterDays = [14, 30, 90]
const perRow = 2

export function laterScreen(c: Context<unknown>): Screen {
  const t = words(c)
  return {
    text: t.whenLater,
    rows: [laterDays.map((days) => ({ label: t.inDays(days), tap: 'in', value: String(days) }))],
  }
}

export async function whyScreen(c: Context<{ outreachId: string }>): Promise<Screen> {
  const t = words(c)
  const outreach = await c.shop.outreaches.get(c.state.outreachId)
  const reasons = declineReasons.map(
    (reason): Button => ({ label: declineReasonTexts[c.language][reason], tap: 'because', value: reason }),
  )
  const all = [...reasons, ...(outreach?.vehicleId ? [{ label: t.sold, tap: 'sold' }] : [])]
  const rows = Array.from({ length: Math.ceil(all.length / perRow) }, (_, i) => all.slice(i * perRow, (i + 1) * perRow))
  return { text: t.why, rows }
}

export async function soldScreen(c: Context<{ outreachId: string }>): Promise<Screen> {
  const t = words(c)
  const outreach = await c.shop.outreaches.get(c.state.outreachId)
  const vehicle = outreach?.vehicleId ? await c.shop.vehicles.get(outreach.vehicleId) : null
  return {
    text: t.askSold(vehicle ? showPlate(vehicle.plate) : ''),
    rows: [[{ label: t.keep, tap: 'keep' }], [{ label: t.yesSold, tap: 'yes', style: 'danger' }]],
  }
}

export function soldNotedScreen(c: Context<unknown>, vehicle: Vehicle): Screen {
  return noteScreen(c, words(c).soldNoted(showPlate(vehicle.plate)))
}

/** A last word, with the way on. */
export function noteScreen(c: Context<unknown>, text: Rich, toHuman = false): Screen {
  const t = words(c)
  const human = { label: t.human, enter: 'human', entry: 'call' }
  return { text, rows: [[...(toHuman ? [human] : []), { label: t.menu, enter: 'menu', entry: 'open' }]] }
}

const words = (c: Context<unknown>) => solicitationTexts[c.language]
