import { type Button, bold, joined, quote, type Rich, type Screen } from '../../src/messages/screen.ts'
import { declineReasons } from '../../src/shop/outreach/outreach.ts'
import type { Task } from '../../src/shop/tasks/task.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { declineReasonTexts } from '../steps/decline-reasons.ts'
import { showInstant } from '../steps/showing.ts'
import type { Desk } from './sheet.ts'
import { groupTexts } from './texts.ts'

/** A task with the buttons to work it: claim and done, for a no-show whether they came. */
export async function taskScreen(task: Task, desk: Desk): Promise<Screen> {
  const t = groupTexts[desk.language]
  const text = await taskInWords(task, desk)
  if (task.state === 'done') return { text }
  const button = (label: string, entry: string): Button => ({ label, enter: 'task', entry, value: task.ref })
  if (task.kind === 'solicit') return { text, rows: callRows(task, desk) }
  const isAboutComing = task.kind === 'no-show' || task.kind === 'running-late'
  const ends = isAboutComing ? [button(t.arrived, 'arrived'), button(t.missed, 'missed')] : [button(t.done, 'done')]
  return { text, rows: [task.owner ? ends : [button(t.claim, 'claim'), ...ends]] }
}

/** What came of a call: an answer, or why the customer does not want to come. */
function callRows({ owner, ref }: Task, { language }: Desk): Button[][] {
  const t = groupTexts[language]
  const button = (label: string, what: string): Button => ({
    label,
    enter: 'task',
    entry: 'called',
    value: `${ref}.${what}`,
  })
  const claim: Button = { label: t.claim, enter: 'task', entry: 'claim', value: ref }
  const reasons = declineReasons.map((reason) => button(declineReasonTexts[language][reason], reason))
  const { book, later, unreached } = t.called
  return [
    [...(owner ? [] : [claim]), button(book, 'book')],
    [button(later, 'later'), button(unreached, 'unreached')],
    reasons.slice(0, 4),
    reasons.slice(4),
  ]
}

/** The words of a task under what it is; the same in the group, where it hangs for days, and in the terminal. */
export async function taskInWords(
  task: Task,
  desk: Desk,
  title = groupTexts[desk.language].kinds[task.kind],
): Promise<Rich> {
  const t = groupTexts[desk.language]
  const { zone } = desk.shop.profile.current()
  const { words, dueAt, owner, outcome, state } = task
  return joined([
    bold(title),
    await whom(task, desk),
    words !== '' && quote(words),
    joined(
      [
        state === 'open' && t.due(showInstant(dueAt, { language: desk.language, zone })),
        owner && t.owner(owner.name),
        outcome !== null && t.outcome(t.outcomes[outcome] ?? outcome),
      ],
      '  ',
    ),
  ])
}

/** Who it is about, and how to reach them. */
async function whom({ about, customerId }: Task, { shop, language }: Desk): Promise<string> {
  const appointment = about.kind === 'appointment' ? await shop.appointments.get(about.id) : null
  const customer = customerId === null ? null : await shop.customers.get(customerId)
  if (customerId !== null && !customer) return groupTexts[language].erased
  const vehicle = appointment && (await shop.vehicles.get(appointment.vehicleId))
  const { zone } = shop.profile.current()
  const when = appointment && showInstant(appointment.startsAt, { language, zone })
  const which = about.kind === 'update' && about.id
  return [customer?.name, customer?.phone, vehicle && showPlate(vehicle.plate), when, which].filter(Boolean).join(' · ')
}
