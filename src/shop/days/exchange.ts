import { isNone, list, minus, noCells, union } from './cells.ts'
import type { DayPlan } from './day-plan.ts'
import { type Entry, resources, storedEntry, toLong } from './shop-day.ts'

/**
 * The one conditional write of a day: `old` (as it was read) gives back its cells and minutes, `next` takes its own;
 * either may be missing. It applies wholly or not at all: only if the day is drawn by the same profile, `old` stands
 * unchanged, every cell that is new is free, the technician and the day have the minutes, and the vehicle is nowhere
 * else at that time. Taken bits are known to be clear and freed ones to be set, so one `xor` does both.
 */
export function exchange(
  plan: DayPlan,
  { old, next, useReserve = false }: { old: Entry | null; next: Entry | null; useReserve?: boolean },
) {
  const condition: Record<string, unknown> = { _id: plan.onDay, profileVersion: plan.profileVersion }
  const minutes: Record<string, number> = { version: 1, ...gain(plan, old, next) }
  const bits: Record<string, { xor: unknown }> = {}

  for (const { path, taken, flipped } of flips(plan, old, next)) {
    if (!isNone(taken)) condition[path] = { $bitsAllClear: list(taken) }
    if (!isNone(flipped)) bits[path] = { xor: toLong(flipped) }
  }
  const more = minutes.labourMinutes ?? 0
  if (more > 0 && !useReserve) condition.labourMinutes = { $lte: plan.labourLimitMinutes - more }
  for (const [path, change] of Object.entries(minutes)) {
    if (path.startsWith('spareMinutes.') && change < 0) condition[path] = { $gte: -change }
  }
  if (next) condition.$nor = [{ entries: { $elemMatch: sameVehicle(next) } }]
  if (old) condition.entries = { $elemMatch: asRead(old) }
  else if (next) condition['entries.appointmentId'] = { $ne: next.appointmentId }

  const options = old && next ? { arrayFilters: [{ 'mine.appointmentId': old.appointmentId }] } : {}
  return { condition, update: { $inc: minutes, ...bitsOf(bits), ...entriesOf(old, next) }, options }
}

/** An empty `$bit` is refused by the server. */
const bitsOf = (bits: Record<string, { xor: unknown }>) => (Object.keys(bits).length > 0 ? { $bit: bits } : {})

function entriesOf(old: Entry | null, next: Entry | null) {
  if (old && next) return { $set: { 'entries.$[mine]': storedEntry(next) } }
  if (next) return { $push: { entries: storedEntry(next) } }
  return old ? { $pull: { entries: asRead(old) } } : {}
}

/** Per resource touched: the cells that must be free, and those that change. */
function flips(plan: DayPlan, old: Entry | null, next: Entry | null) {
  return resources.flatMap(({ kind, id, cells }) =>
    [...new Set([old?.[id], next?.[id]])].flatMap((resource) => {
      // A resource that left the shop has no mask any more: nothing to give back.
      const closed = resource === undefined ? undefined : plan.closed[kind][resource]
      if (resource === undefined || !closed) return []
      const had = old?.[id] === resource ? old[cells] : noCells
      const wanted = next?.[id] === resource ? next[cells] : noCells
      const taken = minus(wanted, had)
      return [{ path: `${kind}.${resource}`, taken, flipped: union(taken, minus(minus(had, closed), wanted)) }]
    }),
  )
}

/** How labour and spare minutes change; a technician who left the shop has none to get back. */
function gain(plan: DayPlan, old: Entry | null, next: Entry | null): Record<string, number> {
  const change: Record<string, number> = { labourMinutes: (next?.minutes ?? 0) - (old?.minutes ?? 0) }
  for (const [entry, sign] of [
    [old, 1],
    [next, -1],
  ] as const) {
    if (!entry || plan.technicianMinutes[entry.technicianId] === undefined) continue
    const path = `spareMinutes.${entry.technicianId}`
    change[path] = (change[path] ?? 0) + sign * entry.minutes
  }
  return change
}

const sameVehicle = ({ appointmentId, vehicleId, startsAt, endsAt }: Entry) => ({
  appointmentId: { $ne: appointmentId },
  vehicleId,
  startsAt: { $lt: endsAt },
  endsAt: { $gt: startsAt },
})

const asRead = ({ appointmentId, placement, startsAt, until }: Entry) => ({ appointmentId, placement, startsAt, until })
