import { DateTime } from 'luxon'
import type { Interval, Week } from '../../../src/shop/profile/hours.ts'
import { weekdays } from '../../../src/shop/profile/hours.ts'
import type { ShopProfile } from '../../../src/shop/profile/shop-profile.ts'

/** An appointment as anybody would write it down: no cells, no masks. */
export type Plain = {
  bayId: string
  technicianId: string
  advisorId: string
  startsAt: number
  labourMinutes: number
}
export type PlainSlot = { startsAt: number; endsAt: number; advisorIds: string[] }

/** A quarter of an hour of a day, asked of luxon one by one. */
type Quarter = { ms: number; minute: number; open: boolean; working: boolean }

/**
 * The same question answered the slow and plain way: quarter by quarter, person by person, over a list of appointments.
 * It shares nothing with the search but the profile.
 */
export function oracle(profile: ShopProfile, onDay: string) {
  const weekday = weekdays[DateTime.fromISO(onDay, { zone: 'utc' }).weekday - 1] ?? 'mon'
  const extra = profile.extraDays.find(({ on }) => on === onDay)
  const isHoliday = profile.holidays.some(({ from, to }) => from <= onDay && onDay <= to)
  const hours = extra?.hours ?? (isHoliday ? [] : profile.opening[weekday])
  const quarters = readQuarters()
  const isPresent = (week: Week | undefined, quarter: Quarter) =>
    quarter.working && (!week || extra !== undefined || isWithin(week[weekday], quarter.minute))

  function readQuarters(): Quarter[] {
    const first = hours[0]?.fromMinute ?? 0
    const last = hours.at(-1)?.toMinute ?? 0
    const found: Quarter[] = []
    let at = DateTime.fromISO(onDay, { zone: profile.zone }).startOf('day')
    while (at.toISODate() === onDay) {
      const minute = at.hour * 60 + at.minute
      const open = minute >= first && minute < last
      found.push({ ms: at.toMillis(), minute, open, working: open && isWithin(hours, minute) })
      at = at.plus({ minutes: 15 })
    }
    return found.filter(({ open }) => open)
  }

  /** The quarters an appointment takes of bay, technician and advisor; null when it would not be done by closing. */
  function takes(startsAt: number, labourMinutes: number) {
    const begin = quarters.findIndex(({ ms }) => ms === startsAt)
    if (begin < 0 || !quarters[begin]?.working) return null
    const worked: number[] = []
    let index = begin
    for (; worked.length * 15 < labourMinutes; index++) {
      const quarter = quarters[index]
      if (!quarter) return null
      if (quarter.working) worked.push(quarter.ms)
    }
    const until = index + profile.bufferMinutes / 15
    return {
      technician: worked,
      bay: quarters.slice(begin, until).map(({ ms }) => ms),
      advisor: quarters.slice(begin, begin + profile.intakeMinutes / 15).map(({ ms }) => ms),
      endsAt: (worked.at(-1) ?? startsAt) + 900_000,
    }
  }

  const roundedUp = (labourMinutes: number) => Math.ceil(labourMinutes / 15) * 15
  const dayMinutes = (technician: ShopProfile['technicians'][number]) =>
    Math.min(technician.dailyMinutes, quarters.filter((quarter) => isPresent(technician.hours, quarter)).length * 15)

  /** Every start of the grid at which the items can be done, with the advisors who are free then. */
  function slots(appointments: Plain[], itemIds: string[], advisorId: string | null, notBefore: number): PlainSlot[] {
    const items = itemIds.map((id) => profile.items.find((item) => item.id === id))
    const labourMinutes = items.reduce((sum, item) => sum + (item?.labourMinutes ?? 0), 0)
    const needed = roundedUp(labourMinutes)
    const total = profile.technicians.reduce((sum, technician) => sum + dayMinutes(technician), 0)
    const booked = appointments.reduce((sum, one) => sum + roundedUp(one.labourMinutes), 0)
    if (booked + needed > Math.floor(total * (1 - profile.walkInReserve))) return []

    const taken = new Set<string>()
    const minutesOf = new Map<string, number>()
    for (const one of appointments) {
      const cells = takes(one.startsAt, one.labourMinutes)
      for (const ms of cells?.bay ?? []) taken.add(`bay ${one.bayId} ${ms}`)
      for (const ms of cells?.technician ?? []) taken.add(`technician ${one.technicianId} ${ms}`)
      for (const ms of cells?.advisor ?? []) taken.add(`advisor ${one.advisorId} ${ms}`)
      minutesOf.set(one.technicianId, (minutesOf.get(one.technicianId) ?? 0) + roundedUp(one.labourMinutes))
    }
    const isFree = (kind: string, id: string, cells: number[]) => cells.every((ms) => !taken.has(`${kind} ${id} ${ms}`))
    const presentAt = (week: Week | undefined, cells: number[]) =>
      cells.every((ms) => quarters.some((quarter) => quarter.ms === ms && isPresent(week, quarter)))

    return quarters.flatMap(({ ms, minute }) => {
      if (ms < notBefore || minute % profile.slotMinutes !== 0) return []
      const cells = takes(ms, labourMinutes)
      if (!cells) return []
      const bay = profile.bays.some(
        ({ id, kinds }) => items.every((item) => item && kinds.includes(item.bayKind)) && isFree('bay', id, cells.bay),
      )
      const technician = profile.technicians.some(
        (one) =>
          items.every((item) => item && one.skills.includes(item.skill)) &&
          presentAt(one.hours, cells.technician) &&
          isFree('technician', one.id, cells.technician) &&
          (minutesOf.get(one.id) ?? 0) + needed <= dayMinutes(one),
      )
      const advisorIds = profile.advisors
        .filter(({ id }) => advisorId === null || id === advisorId)
        .filter(({ id, shifts }) => presentAt(shifts, cells.advisor) && isFree('advisor', id, cells.advisor))
        .map(({ id }) => id)
      return bay && technician && advisorIds.length > 0 ? [{ startsAt: ms, endsAt: cells.endsAt, advisorIds }] : []
    })
  }

  return { quarters, takes, slots }
}

const isWithin = (intervals: Interval[], minute: number) =>
  intervals.some(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute)
