import { afterOpenMinutes } from '../profile/open-minutes.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Handoff } from './handoff.ts'

/** How long the customer may wait for the reply that is owed, in minutes of opening hours. */
export function waitMinutes({ firstReplyAt }: Pick<Handoff, 'firstReplyAt'>, { settings }: ShopProfile): number {
  return firstReplyAt === null ? settings.handoff.firstReplyMinutes : settings.handoff.nextReplyMinutes
}

/** From now on a reply is owed. */
export function beginWait(
  { firstReplyAt, waits }: Pick<Handoff, 'firstReplyAt' | 'waits'>,
  at: Date,
  profile: ShopProfile,
): Partial<Handoff> {
  const replyDueAt = afterOpenMinutes(profile, at, waitMinutes({ firstReplyAt }, profile))
  return { waitingSince: at, waits: waits + 1, replyDueAt, raised: 0 }
}

/** The customer said something in a live one: it counts once, and a reply is owed if none was. */
export function heard(
  read: Handoff,
  { key, at, chat }: { key: string; at: Date; chat: string },
  profile: ShopProfile,
): Partial<Handoff> {
  if (read.lastSaid === key) return {}
  const wait = read.waitingSince ? {} : { ...beginWait(read, at, profile), dirty: true }
  return { lastSaid: key, lastAt: later(read.lastAt, at), chat, ...wait }
}

/** A public reply: none is owed any more. */
export function answered(read: Handoff, { key, at }: { key: string; at: Date }): Partial<Handoff> {
  if (read.lastReply === key) return {}
  const cleared = { waitingSince: null, replyDueAt: null, raised: 0 as const, lapsedIds: [] }
  const isNews = read.waitingSince !== null || read.firstReplyAt === null
  const firstReplyAt = read.firstReplyAt ?? at
  return { lastReply: key, lastAt: later(read.lastAt, at), firstReplyAt, ...cleared, ...(isNews && { dirty: true }) }
}

/** Nobody has it any more: somebody is to take it. */
export function putUp({ offers }: Pick<Handoff, 'offers'>): Partial<Handoff> {
  const nobody = { ownerId: null, assignedId: null, seat: null, keptUntil: null, claimedAt: null }
  return { state: 'open', ...nobody, offers: offers + 1, dirty: true }
}

/** It is over; who owned it stays. */
export function resolved(at: Date, resolvedBy: string, closeReason: string): Partial<Handoff> {
  const over = { live: false, assignedId: null, seat: null, keptUntil: null, waitingSince: null, replyDueAt: null }
  return { state: 'resolved', ...over, resolvedAt: at, resolvedBy, closeReason, dirty: true }
}

export const later = (one: Date, other: Date) => (one > other ? one : other)
