import type { Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import { createAdvisors } from './advisors/advisors.ts'
import { createAppointments } from './appointments/appointments.ts'
import { createCampaigns } from './campaigns/campaigns.ts'
import { createRecipients } from './campaigns/recipients.ts'
import { createCases } from './cases/cases.ts'
import { createComplaints } from './complaints/complaints.ts'
import { createCustomers } from './customers/customers.ts'
import { createInvitations } from './customers/invitations.ts'
import { createSlots } from './days/slots.ts'
import { createHandoffs } from './handoffs/handoffs.ts'
import { createTranscript } from './handoffs/transcript.ts'
import { createImporting } from './importing/importing.ts'
import { createImprovements } from './improvements/improvements.ts'
import { createOpinions, sharesOf } from './opinions/opinions.ts'
import { createOutreaches } from './outreach/outreaches.ts'
import type { Grouping } from './outreach/reckoning.ts'
import type { PersonalData } from './personal-data.ts'
import { createPreparations } from './preparation/preparations.ts'
import { createPrivacy } from './privacy/privacy.ts'
import { dayOf, nextOpening } from './profile/opening.ts'
import { createProfile } from './profile/profile.ts'
import { createSurveys } from './surveys/surveys.ts'
import { createTasks } from './tasks/tasks.ts'
import { createVehicles } from './vehicles/vehicles.ts'
import { createVisits } from './visits/visits.ts'
import { createWaitingList } from './waiting-list/waiting-list.ts'

/** All doors of the business. `otherPersonalData` is what the rooms above hold of people. */
export function createShop({
  connection,
  clock,
  otherPersonalData,
}: {
  connection: Connection
  clock: Clock
  otherPersonalData: PersonalData[]
}) {
  const profile = createProfile({ connection, clock })
  const vehicles = createVehicles({ connection, clock, profile })
  const appointments = createAppointments({ connection, clock, profile })
  const customers = createCustomers({
    connection,
    clock,
    onMerged: async (from, to) => {
      await vehicles.handOver(from, to)
      await appointments.handOver(from, to)
      await waitingList.handOver(from, to)
      await handoffs.handOver(from, to)
      await transcript.handOver(from, to)
      await outreaches.handOver(from, to)
      await visits.handOver(from, to)
      await surveys.handOver(from, to)
      await complaints.handOver(from, to)
      const about = { kind: 'customer' as const, id: to }
      await tasks.open({ _id: `merged:${from}:${to}`, kind: 'check-merge', about, words: '', dueAt: clock.now() })
    },
  })
  const invitations = createInvitations({
    connection,
    clock,
    profile,
    // The one who followed it may be the invited with a new number, or somebody they gave it to: they can tell.
    onStranger: async ({ id, customerId }) => {
      const about = { kind: 'customer' as const, id: customerId }
      const _id = `invitation:${id}`
      await tasks.open({ _id, kind: 'invitation-of-another', about, words: '', dueAt: clock.now() })
    },
  })
  const importing = createImporting({ customers, vehicles, profile, clock })
  const slots = createSlots({ connection, clock, profile })
  const tasks = createTasks({ connection, clock })
  const preparations = createPreparations({ connection, clock, appointments })
  const waitingList = createWaitingList({ connection, clock, profile, customers, appointments, slots })
  const surveys = createSurveys({ connection, clock, profile })
  const visits = createVisits({ connection, clock, profile, customers, vehicles, appointments })
  const advisors = createAdvisors({
    connection,
    clock,
    profile,
    onLeft: async (id) => {
      await handoffs.releaseOf(id)
      await complaints.releaseOf(id)
    },
  })
  const complaints = createComplaints({ connection, clock, profile, tasks, advisors })
  const handoffs = createHandoffs({ connection, clock, profile, advisors, customers })
  const transcript = createTranscript({ connection })
  const outreaches = createOutreaches({ connection, clock })
  const campaigns = createCampaigns({ connection, clock, profile, advisors })
  const cases = createCases({ connection, clock })
  const opinions = createOpinions({ surveys, profile })
  const improvements = createImprovements({
    connection,
    clock,
    profile,
    count: async ({ of, reason }, span) => {
      if (of === 'feedback') return sharesOf(await opinions.report(span, 'all'), reason)
      const counts = (await outreaches.declines(span, 'cause')).values()
      const all = [...counts].flatMap((of) => Object.entries(of))
      const sum = (some: [string, number][]) => some.reduce((total, [, many]) => total + many, 0)
      return { count: sum(all.filter(([given]) => given === reason)), of: sum(all) }
    },
  })
  const { complaining } = complaints
  const recipients = createRecipients({
    clock,
    profile,
    vehicles,
    customers,
    appointments,
    outreaches,
    complaining,
  })
  const told = [tasks, cases, visits, surveys, complaints, invitations, handoffs, transcript, outreaches]
  const holders = [vehicles, appointments, waitingList, ...told].map((door) => door.personalData)
  const privacy = createPrivacy({
    connection,
    clock,
    customers,
    holders: [...otherPersonalData, ...holders, customers.personalData],
  })
  /** Finishes what a crash left half done, and frees holds that ran out. Safe at any time, in any number of processes. */
  async function mend(): Promise<void> {
    await Promise.all([
      customers.finishMerges(),
      privacy.finishErasures(),
      appointments.reconcile(),
      vehicles.reckonAnew(),
      appointments.releaseExpired(),
      handoffs.releaseAbsent(),
      complaints.releaseAbsent(),
    ])
  }

  /** What came of reaching out, of what was planned in a span (UTC), by group: due → reached → answered → booked → arrived → paid. */
  const funnel = (span: { from: Date; to: Date }, by: Grouping) =>
    outreaches.funnel(span, by, async (ids) => {
      const [arrived, paid] = await Promise.all([appointments.arrivedAmong(ids), visits.paidFor(ids)])
      return new Map(ids.map((id) => [id, { arrived: arrived.has(id), paidFen: paid.get(id) ?? null }]))
    })

  /** Nothing can be delivered to this chat: that is noted, and somebody calls. */
  async function unreachable(chat: string, reason: string): Promise<void> {
    await customers.markUnreachable(chat, reason)
    const customer = await customers.ofChat(chat)
    if (!customer) return
    const now = clock.now()
    const _id = `unreachable:${customer._id}:${dayOf(profile.current().zone, now)}`
    const about = { kind: 'customer' as const, id: customer._id }
    const dueAt = nextOpening(profile.current(), now).opensAt
    await tasks.open({ _id, kind: 'unreachable', about, words: '', dueAt })
  }

  /** What a customer did could not be dealt with: somebody looks after them. */
  async function parked(chat: string, updateId: number): Promise<void> {
    const about = { kind: 'update' as const, id: `#${updateId}` }
    const customerId = (await customers.ofChat(chat))?._id ?? null
    const dueAt = nextOpening(profile.current(), clock.now()).opensAt
    await tasks.open({ _id: `parked:${updateId}`, kind: 'parked-update', about, customerId, words: '', dueAt })
  }

  return {
    profile,
    customers,
    vehicles,
    importing,
    invitations,
    slots,
    appointments,
    preparations,
    waitingList,
    visits,
    surveys,
    complaints,
    opinions,
    cases,
    tasks,
    advisors,
    handoffs,
    transcript,
    outreaches,
    complaining,
    campaigns,
    recipients,
    improvements,
    funnel,
    privacy,
    unreachable,
    parked,
    mend,
  }
}

export type Shop = ReturnType<typeof createShop>
