import type { Connection } from 'mongoose'
import type { Agenda } from './agenda/agenda.ts'
import { createEffects, createSettler } from './agenda/effects.ts'
import type { NewItem } from './agenda/item.ts'
import { createReconciling, type Span } from './agenda/reconciling.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Appointment } from './shop/appointments/appointment.ts'
import { remindersFor } from './shop/appointments/reminders.ts'
import type { Campaign } from './shop/campaigns/campaign.ts'
import { campaignEffects } from './shop/campaigns/effects.ts'
import type { Complaint } from './shop/complaints/complaint.ts'
import { complaintEffects } from './shop/complaints/effects.ts'
import { handoffEffects } from './shop/handoffs/effects.ts'
import type { Handoff } from './shop/handoffs/handoff.ts'
import { creditEffects } from './shop/outreach/effects.ts'
import { preparationEffects, tickEffects } from './shop/preparation/effects.ts'
import { erasureEffects } from './shop/privacy/effects.ts'
import { addDays, dayOf } from './shop/profile/opening.ts'
import type { Shop } from './shop/shop.ts'
import { taskEffects } from './shop/tasks/effects.ts'
import type { Task } from './shop/tasks/task.ts'
import { arrivalEffects, visitEffects } from './shop/visits/effects.ts'
import type { Visit } from './shop/visits/visit.ts'
import { waitingEffects } from './shop/waiting-list/effects.ts'
import { freedBy } from './shop/waiting-list/freed.ts'
import type { Waiting } from './shop/waiting-list/waiting.ts'
import { standingItems } from './standing.ts'

/** More open tasks, chats and complaints than people can have in hand. */
const tasksAtMost = 200
const handoffsAtMost = 200
const complaintsAtMost = 200
/** The longest a profile may plan ahead (`horizonDays`), and a day. */
const daysAhead = 181

/** What follows from the facts of the shop: put on the agenda once, whoever wrote the fact, and restored when it is lost. */
export function createSettling(deps: { connection: Connection; shop: Shop; agenda: Agenda; clock: Clock; log: Log }) {
  const { connection, shop, agenda, clock, log } = deps
  const profile = () => shop.profile.current()
  const ofAppointment = (appointment: Appointment): NewItem[] => [
    ...creditEffects(appointment),
    ...remindersFor(appointment, profile()),
    ...freedBy(appointment, profile().zone),
    ...preparationEffects(appointment, profile()),
    ...arrivalEffects(appointment),
  ]
  const ofWaiting = (one: Waiting): NewItem[] => waitingEffects(one, profile().zone)
  const ofCampaign = (campaign: Campaign): NewItem[] => campaignEffects(campaign, profile())
  const ofVisit = (visit: Visit): NewItem[] => visitEffects(visit, profile())
  const ofComplaint = (complaint: Complaint): NewItem[] => complaintEffects(complaint, profile())
  const ofTask = (task: Task): NewItem[] => taskEffects(task, profile())
  const ofHandoff = (handoff: Handoff): NewItem[] => handoffEffects(handoff, profile())

  const facts = createSettler({
    connection,
    log,
    effects: [
      createEffects({ facts: shop.appointments.facts, effectsOf: ofAppointment, agenda, log }),
      createEffects({ facts: shop.waitingList.facts, effectsOf: ofWaiting, agenda, log }),
      createEffects({ facts: shop.privacy.erased, effectsOf: erasureEffects, agenda, log }),
      createEffects({ facts: shop.handoffs.facts, effectsOf: ofHandoff, agenda, log }),
      createEffects({ facts: shop.visits.facts, effectsOf: ofVisit, agenda, log }),
      createEffects({ facts: shop.complaints.facts, effectsOf: ofComplaint, agenda, log }),
      createEffects({ facts: shop.preparations.facts, effectsOf: tickEffects, agenda, log }),
      createEffects({ facts: shop.tasks.facts, effectsOf: ofTask, agenda, log }),
      createEffects({ facts: shop.campaigns.facts, effectsOf: ofCampaign, agenda, log }),
    ],
  })

  async function derive(span: Span): Promise<NewItem[]> {
    const { zone, settings } = await shop.profile.refresh()
    const appointments = await shop.appointments.within(span)
    const preparations = await shop.preparations.ofAppointments(appointments.map(({ _id }) => _id))
    const waiting = await shop.waitingList.inLineFor(daysOf(span, zone))
    const tasks = await shop.tasks.openOnes(tasksAtMost)
    const handoffs = await shop.handoffs.liveOnes(handoffsAtMost)
    const campaigns = await shop.campaigns.running()
    const complaints = await shop.complaints.unclosed(complaintsAtMost)
    const { afterMinutes, npsAfterDays } = settings.survey
    const asked = [afterMinutes, npsAfterDays * 24 * 60].map((minutes) => before(span, minutes))
    const visits = (await Promise.all(asked.map(shop.visits.deliveredWithin))).flat()
    return [
      ...appointments.flatMap(ofAppointment),
      // A preparation is opened by its first sheet; only ticks are news.
      ...[...preparations.values()].filter(({ version }) => version > 1).flatMap(tickEffects),
      ...waiting.flatMap(ofWaiting),
      ...visits.flatMap(ofVisit),
      ...complaints.flatMap(ofComplaint),
      ...tasks.flatMap(ofTask),
      ...handoffs.flatMap(ofHandoff),
      ...campaigns.flatMap(ofCampaign),
    ]
  }

  let plannedOn = ''
  /** Puts what a shop does every week on the agenda, once a shop day. */
  async function plan(): Promise<void> {
    const { zone } = await shop.profile.refresh()
    const now = await clock.sync()
    const today = dayOf(zone, now)
    if (today === plannedOn) return
    await agenda.put(standingItems(profile(), now))
    plannedOn = today
  }

  return { facts, plan, reconcile: createReconciling({ derive, agenda, daysAhead, clock, log }) }
}

/** As long, so much earlier: what happened there is followed by something in the span. */
const before = ({ from, to }: Span, minutes: number): Span => ({
  from: new Date(from.getTime() - minutes * 60_000),
  to: new Date(to.getTime() - minutes * 60_000),
})

/** The shop days that a span touches. */
function daysOf({ from, to }: Span, zone: string): string[] {
  const days: string[] = []
  for (let onDay = dayOf(zone, from); onDay <= dayOf(zone, to); onDay = addDays(onDay, 1)) days.push(onDay)
  return days
}
