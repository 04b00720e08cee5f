import { isRefusal, type Refusal, refuse } from '../../refusal.ts'
import { cellMinutes } from '../profile/hours.ts'
import { itemOf, knowsItems } from '../profile/items.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'

/** What an appointment for some items needs of a day: for how many cells, and which resources will do. */
export type Request = {
  labourCells: number
  intakeCells: number
  bufferCells: number
  /** Those who can do all of the items; the least versatile first, so that the rare ones stay free for rare work. */
  bayIds: string[]
  technicianIds: string[]
  advisorIds: string[]
  /** Taken if free, before any other. */
  prefer?: { bayId?: string; technicianId?: string; advisorId?: string }
  /** Whether the hours kept for customers without an appointment may be used: when the shop itself books. */
  useReserve?: boolean
}

export type Impossible = 'unknown-item' | 'unknown-advisor' | 'no-bay-for-all' | 'no-technician-for-all'

/** What these items need, done in one go in one bay by one technician; `advisorId` null means any advisor will do. */
export function requestOf(
  profile: ShopProfile,
  { itemIds, advisorId = null }: { itemIds: string[]; advisorId?: string | null },
): Request | Refusal<Impossible> {
  if (itemIds.length === 0 || !knowsItems(profile, itemIds)) return refuse('unknown-item')
  const items = itemIds.map((id) => itemOf(profile, id))
  const bays = profile.bays.filter((bay) => items.every((item) => bay.kinds.includes(item.bayKind)))
  if (bays.length === 0) return refuse('no-bay-for-all')
  const technicians = profile.technicians.filter(({ skills }) => items.every((item) => skills.includes(item.skill)))
  if (technicians.length === 0) return refuse('no-technician-for-all')
  const advisors = profile.advisors.filter(({ id }) => advisorId === null || id === advisorId)
  if (advisors.length === 0) return refuse('unknown-advisor')
  const labourMinutes = items.reduce((sum, item) => sum + item.labourMinutes, 0)
  return {
    labourCells: Math.ceil(labourMinutes / cellMinutes),
    intakeCells: profile.intakeMinutes / cellMinutes,
    bufferCells: profile.bufferMinutes / cellMinutes,
    bayIds: ids(bays.toSorted((a, b) => a.kinds.length - b.kinds.length)),
    technicianIds: ids(technicians.toSorted((a, b) => a.skills.length - b.skills.length)),
    advisorIds: ids(advisors),
  }
}

/** What an appointment needs once more, with whom it has preferred; another advisor if one is asked for. */
export function sameAgain(
  profile: ShopProfile,
  had: { items: { id: string }[]; bayId: string; technicianId: string; advisorId: string },
  advisorId: string | null = null,
): Request | Refusal<Impossible> {
  const request = requestOf(profile, { itemIds: ids(had.items), advisorId })
  return isRefusal(request) ? request : { ...request, prefer: had }
}

const ids = (things: { id: string }[]) => things.map(({ id }) => id)
