import mongoose, { type Connection, Schema } from 'mongoose'
import type { Cells } from './cells.ts'

/**
 * One day of the shop: the truth of who has which bay, technician and advisor when. Its masks hold what is taken
 * together with what is closed; `profileVersion` says by which profile the closed cells were drawn.
 */
export type ShopDay = {
  /** `YYYY-MM-DD`, the shop's own day. */
  _id: string
  version: number
  profileVersion: number
  /** Instant of cell 0; the day has `cells` cells of 15 minutes. */
  opensAt: Date
  cells: number
  labourLimitMinutes: number
  labourMinutes: number
  /** Minutes each technician has left. */
  spareMinutes: Record<string, number>
  bays: Record<string, Cells>
  technicians: Record<string, Cells>
  advisors: Record<string, Cells>
  entries: Entry[]
}

/** What one appointment takes of the day. A hold has an `until`; `placement` ties it to the appointment's own count. */
export type Entry = {
  appointmentId: string
  placement: number
  vehicleId: string
  startsAt: Date
  endsAt: Date
  bayId: string
  bayCells: Cells
  technicianId: string
  technicianCells: Cells
  advisorId: string
  advisorCells: Cells
  minutes: number
  until: Date | null
}

/** The three resources of an appointment: where the day keeps them, and which fields of an entry say what is taken. */
export const resources = [
  { kind: 'bays', id: 'bayId', cells: 'bayCells' },
  { kind: 'technicians', id: 'technicianId', cells: 'technicianCells' },
  { kind: 'advisors', id: 'advisorId', cells: 'advisorCells' },
] as const

/** Cells as the 64-bit number the database stores. */
export function toLong({ low, high }: Cells) {
  return mongoose.mongo.Long.fromBits(low, high)
}

/** An entry ready to be stored. */
export function storedEntry(entry: Entry) {
  return {
    ...entry,
    bayCells: toLong(entry.bayCells),
    technicianCells: toLong(entry.technicianCells),
    advisorCells: toLong(entry.advisorCells),
  }
}

/** A day ready to be stored. */
export function storedDay(day: ShopDay) {
  const longs = (masks: Record<string, Cells>) =>
    Object.fromEntries(Object.entries(masks).map(([id, cells]) => [id, toLong(cells)]))
  return {
    ...day,
    bays: longs(day.bays),
    technicians: longs(day.technicians),
    advisors: longs(day.advisors),
    entries: day.entries.map(storedEntry),
  }
}

/** Without this the driver turns 64-bit numbers into doubles and loses the last 11 bits. */
export const exactLongs = { promoteLongs: false }

const masks = { type: Schema.Types.Mixed, required: true }
const schema = new Schema<ShopDay>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    profileVersion: { type: Number, required: true },
    opensAt: { type: Date, required: true },
    cells: { type: Number, required: true },
    labourLimitMinutes: { type: Number, required: true },
    labourMinutes: { type: Number, required: true },
    spareMinutes: { type: Schema.Types.Mixed, required: true } as never,
    bays: masks as never,
    technicians: masks as never,
    advisors: masks as never,
    entries: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'days', versionKey: false, minimize: false },
)
schema.index({ 'entries.until': 1 })

export function dayModel(connection: Connection) {
  return connection.model<ShopDay>('ShopDay', schema)
}
