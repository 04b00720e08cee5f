import type { Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import { createAppointments } from './appointments/appointments.ts'
import { createCustomers } from './customers/customers.ts'
import { createSlots } from './days/slots.ts'
import { createPrivacy, type PersonalData } from './privacy/privacy.ts'
import { createProfile } from './profile/profile.ts'
import { createTasks } from './tasks/tasks.ts'
import { createVehicles } from './vehicles/vehicles.ts'

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
    },
  })
  const slots = createSlots({ connection, clock, profile })
  const tasks = createTasks({ connection, clock })
  const holders = [vehicles, appointments, tasks].map((door) => door.personalData)
  const privacy = createPrivacy({
    connection,
    clock,
    customers,
    holders: [...otherPersonalData, ...holders, customers.personalData],
  })
  return { profile, customers, vehicles, slots, appointments, tasks, privacy }
}

export type Shop = ReturnType<typeof createShop>
