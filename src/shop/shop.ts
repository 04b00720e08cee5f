import type { Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import { createAdvisors } from './advisors/advisors.ts'
import { createAppointments } from './appointments/appointments.ts'
import { createCustomers } from './customers/customers.ts'
import { createInvitations } from './customers/invitations.ts'
import { createSlots } from './days/slots.ts'
import { createHandoffs } from './handoffs/handoffs.ts'
import { createTranscript } from './handoffs/transcript.ts'
import { createImporting } from './importing/importing.ts'
import type { PersonalData } from './personal-data.ts'
import { createPreparations } from './preparation/preparations.ts'
import { createPrivacy } from './privacy/privacy.ts'
import { dayOf, nextOpening } from './profile/opening.ts'
import { createProfile } from './profile/profile.ts'
import { createTasks } from './tasks/tasks.ts'
import { createVehicles } from './vehicles/vehicles.ts'
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
  const advisors = createAdvisors({ connection, clock, profile, onLeft: (id) => handoffs.releaseOf(id) })
  const handoffs = createHandoffs({ connection, clock, profile, advisors, customers })
  const transcript = createTranscript({ connection })
  const holders = [vehicles, appointments, waitingList, tasks, invitations, handoffs, transcript].map(
    (door) => door.personalData,
  )
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
    ])
  }

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
    tasks,
    advisors,
    handoffs,
    transcript,
    privacy,
    unreachable,
    parked,
    mend,
  }
}

export type Shop = ReturnType<typeof createShop>
