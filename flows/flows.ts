import type { Flow } from '../src/conversation/flow.ts'
import { appointments } from './appointments/appointments.ts'
import { attendance } from './attendance/attendance.ts'
import { behalf } from './behalf.ts'
import { booking } from './booking/booking.ts'
import { complaint } from './complaint/complaint.ts'
import { completion } from './completion/completion.ts'
import { garage } from './garage.ts'
import { human } from './human.ts'
import { invited } from './invited.ts'
import { joining } from './joining.ts'
import { menu } from './menu.ts'
import { profile } from './profile.ts'
import { solicitation } from './solicitation/solicitation.ts'
import { survey } from './survey/survey.ts'
import { waitingList } from './waiting-list/waiting-list.ts'
import { welcome } from './welcome.ts'

/** Every flow there is, by its name. */
export const flows: Record<string, Flow> = Object.fromEntries(
  [
    appointments,
    attendance,
    behalf,
    booking,
    complaint,
    completion,
    garage,
    human,
    invited,
    joining,
    menu,
    profile,
    solicitation,
    survey,
    waitingList,
    welcome,
  ].map((flow) => [flow.name, flow as Flow]),
)
