import { afterOpenMinutes } from '../profile/open-minutes.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Task } from './task.ts'

type Due = { _id: string; kind: string; payload: { taskId: string }; about: string; dueAt: Date; expiresAt: Date }

/** A task is looked after for so long; the list in the terminal names it for ever. */
const lookedAfterMs = 30 * 24 * 60 * 60 * 1000

/** What follows from a task: it is shown, again with every change, and raised when nobody has done it in time. */
export function taskEffects(task: Task, profile: ShopProfile): Due[] {
  const { _id, ref, version, openedAt, state } = task
  const expiresAt = new Date(Math.max(openedAt.getTime(), task.dueAt.getTime()) + lookedAfterMs)
  const due = (what: string, kind: string, dueAt: Date): Due => {
    return { _id: `task:${ref}:${what}`, kind, payload: { taskId: _id }, about: _id, dueAt, expiresAt }
  }
  const shown = due(`v${version}`, 'show-task', openedAt)
  return state === 'open' ? [shown, due('raise', 'raise-task', raiseAt(task, profile))] : [shown]
}

/** When a task is raised next: once it is overdue, but never sooner than it could be done; then now and then. */
export function raiseAt({ dueAt, openedAt, raised }: Task, profile: ShopProfile): Date {
  const { graceMinutes, againMinutes } = profile.settings.tasks
  const first = Math.max(dueAt.getTime(), afterOpenMinutes(profile, openedAt, graceMinutes).getTime())
  return raised === 0 ? new Date(first) : afterOpenMinutes(profile, new Date(first), raised * againMinutes)
}
