import { DateTime } from 'luxon'
import type { CrossIssue } from './checked-yaml.ts'
import type { ShopProfile } from './shop-profile.ts'

/** What no field shows alone: ids given twice, items nobody can work on, days that contradict. Absent sections are skipped. */
export function crossCheck(profile: Partial<ShopProfile>): CrossIssue[] {
  return [
    ...(['bays', 'technicians', 'advisors', 'items', 'models'] as const).flatMap((section) =>
      givenTwice(section, profile[section] ?? []),
    ),
    ...workable(profile),
    ...dates(profile),
  ]
}

function givenTwice(section: string, things: { id: string }[]): CrossIssue[] {
  return things.flatMap(({ id }, index) =>
    things.findIndex((other) => other.id === id) < index
      ? [{ path: [section, index, 'id'], message: `"${id}" is given twice` }]
      : [],
  )
}

function workable({ items, bays, technicians, concernItemId }: Partial<ShopProfile>): CrossIssue[] {
  const missing = items && concernItemId && !items.some((item) => item.id === concernItemId)
  const concern = missing ? [{ path: ['concernItemId'], message: `no item has the id "${concernItemId}"` }] : []
  const unworkable = (items ?? []).flatMap((item, index) => [
    ...(bays && !bays.some((bay) => bay.kinds.includes(item.bayKind))
      ? [{ path: ['items', index, 'bayKind'], message: `no bay is of the kind "${item.bayKind}"` }]
      : []),
    ...(technicians && !technicians.some((technician) => technician.skills.includes(item.skill))
      ? [{ path: ['items', index, 'skill'], message: `no technician has the skill "${item.skill}"` }]
      : []),
  ])
  return [...concern, ...unworkable]
}

function dates({ holidays = [], extraDays = [] }: Partial<ShopProfile>): CrossIssue[] {
  const exists = (day: string) => DateTime.fromISO(day, { zone: 'utc' }).isValid
  return [
    ...holidays.flatMap(({ from, to }, index) =>
      exists(from) && exists(to) && from > to
        ? [{ path: ['holidays', index, 'to'], message: `the holiday ends (${to}) before it begins (${from})` }]
        : [],
    ),
    ...extraDays.flatMap(({ on }, index) =>
      extraDays.findIndex((other) => other.on === on) < index
        ? [{ path: ['extraDays', index, 'on'], message: `${on} is given twice` }]
        : [],
    ),
  ]
}
