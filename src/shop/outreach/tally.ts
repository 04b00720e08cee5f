import type { Outreach } from './outreach.ts'

/** What became of a number of outreaches: each step counts those that also took the steps before. */
export type Funnel = {
  /** Planned: due, or in a campaign's audience and not excluded. */
  due: number
  reached: number
  answered: number
  booked: number
  arrived: number
  paid: number
  paidFen: number
}

/** What became of the visit an outreach led to. */
export type Led = { arrived: boolean; paidFen: number | null }

export const noFunnel = (): Funnel => ({ due: 0, reached: 0, answered: 0, booked: 0, arrived: 0, paid: 0, paidFen: 0 })

/** Adds one outreach, with the visit it led to. A visit that nobody answered for in the chat still counts: it was booked. */
export function counted(funnel: Funnel, outreach: Outreach, led: Led | null): Funnel {
  const { sentAt, answer, appointmentId } = outreach
  const isBooked = appointmentId !== null
  const isArrived = isBooked && (led?.arrived ?? false)
  const paidFen = isArrived ? (led?.paidFen ?? null) : null
  return {
    due: funnel.due + 1,
    reached: funnel.reached + Number(sentAt !== null || isBooked),
    answered: funnel.answered + Number(answer !== null || isBooked),
    booked: funnel.booked + Number(isBooked),
    arrived: funnel.arrived + Number(isArrived),
    paid: funnel.paid + Number(paidFen !== null),
    paidFen: funnel.paidFen + (paidFen ?? 0),
  }
}

/** How sending a campaign goes: what decides whether it goes on. */
export type Tally = { planned: number; sent: number; unsent: number; failed: number; blocked: number }

/** Before anybody was told. */
export const noTally: Tally = { planned: 0, sent: 0, unsent: 0, failed: 0, blocked: 0 }

/** Fewer messages than this tell nothing about a campaign: one block in the first ten would stop it. */
const leastToJudge = 50

/** Why a campaign stops by itself; `null` to go on. The shares are the shop's settings. */
export function whyStop(
  { sent, failed, blocked }: Tally,
  { stopsAtBlocked, stopsAtFailed }: { stopsAtBlocked: number; stopsAtFailed: number },
): 'blocked' | 'failed' | null {
  const tried = sent + failed
  if (tried < leastToJudge) return null
  if (blocked / tried > stopsAtBlocked) return 'blocked'
  return failed / tried > stopsAtFailed ? 'failed' : null
}

/** One line of a Pareto: the most frequent first, with the share of all up to and including it. */
export type ParetoLine<Reason extends string> = { reason: Reason; count: number; share: number; upTo: number }

export function pareto<Reason extends string>(counts: Partial<Record<Reason, number>>): ParetoLine<Reason>[] {
  const lines = (Object.entries(counts) as [Reason, number][])
    .filter(([, count]) => count > 0)
    .toSorted(([a, one], [b, other]) => other - one || a.localeCompare(b))
  const all = lines.reduce((sum, [, count]) => sum + count, 0)
  let upTo = 0
  return lines.map(([reason, count]) => {
    upTo += count
    return { reason, count, share: count / all, upTo: upTo / all }
  })
}
