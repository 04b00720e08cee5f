import type { PastVisit } from '../care/facts.ts'

/** The visits with one of ours in its place; what somebody's records say of that day is the same visit, less exactly. */
export function withVisit(visits: PastVisit[], visit: PastVisit): PastVisit[] {
  const others = visits.filter(({ id, on }) => id !== visit.id && !(id === null && on === visit.on))
  return inOrder([...others, visit])
}

/** The visits with one that somebody's records tell of; the same list when they know it, or say no more than before. */
export function withRecorded(visits: PastVisit[], visit: PastVisit): PastVisit[] {
  const known = visits.find(({ on }) => on === visit.on)
  if (!known) return inOrder([...visits, visit])
  const saidNothing = known.id === null && known.km === null && known.items.length === 0
  const saysMore = visit.km !== null || visit.items.length > 0
  return saidNothing && saysMore ? visits.map((one) => (one === known ? visit : one)) : visits
}

/** The visits of two records of one car; where they differ, the first is believed. */
export function joinedVisits(known: PastVisit[], other: PastVisit[]): PastVisit[] {
  const all = [...other, ...known]
  const own = all.filter(({ id }) => id !== null)
  const recorded = all.filter((visit) => visit.id === null && !own.some(({ on }) => on === visit.on))
  return inOrder([...new Map([...recorded, ...own].map((visit) => [visit.id ?? visit.on, visit])).values()])
}

const inOrder = (visits: PastVisit[]) => visits.toSorted((a, b) => a.on.localeCompare(b.on))
