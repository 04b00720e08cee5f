/** A time that can be booked, and the advisors free to receive the customer then. */
export type Slot = { startsAt: Date; endsAt: Date; onDay: string; advisorIds: string[] }

/** A shop day in a strip of days: how many starts are free, and if none, why. */
export type StripDay = { onDay: string; free: number; why?: NoTime }
export type NoTime = 'past' | 'too-soon' | 'beyond-horizon' | 'closed' | 'full'
