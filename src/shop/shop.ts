import type { Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import { createAppointments } from './appointments/appointments.ts'
import { createCustomers } from './customers/customers.ts'
import { createSlots } from './days/slots.ts'
import type { PersonalData } from './personal-data.ts'
import { createPrivacy } from './privacy/privacy.ts'
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
  const vehicles = createVehicles({ connection, clock })
  const appointments = createAppointments({ connection, clock, profile })
  const customers = createCustomers({
    connection,
    clock,
    onMerged: async (from, to) => {
      await vehicles.handOver(from, to)
      await appointments.handOver(from, to)
      await waitingList.handOver(from, to)
      const about = { kind: 'customer' as const, id: to }
      await tasks.open({ _id: `merged:${from}:${to}`, kind: 'check-merge', about, words: '', dueAt: clock.now() })
    },
  })
  const slots = createSlots({ connection, clock, profile })
  const tasks = createTasks({ connection, clock })
  const waitingList = createWaitingList({ connection, clock, profile, customers, appointments, slots })
  const holders = [vehicles, appointments, waitingList, tasks].map((door) => door.personalData)
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
      appointments.releaseExpired(),
    ])
  }

  return { profile, customers, vehicles, slots, appointments, waitingList, tasks, privacy, mend }
}

export type Shop = ReturnType<typeof createShop>
