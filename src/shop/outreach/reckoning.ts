import type { DeclineReason, Outreach, OutreachModel } from './outreach.ts'
import { counted, type Funnel, type Led, noFunnel, type Tally } from './tally.ts'

/** Records looked at in one step: a report reads all of a period, and never has more of it in hand. */
const atOnce = 500

export type Grouping = 'cause' | 'campaign' | 'advisor'
type Span = { from: Date; to: Date }

/** Numbers over outreaches, for people who decide. */
export function createReckoning({ model }: { model: OutreachModel }) {
  /** How sending of one chain or campaign goes. */
  async function tallyOf(ref: string): Promise<Tally> {
    const of = (more: object) => model.countDocuments({ ref, ...more }).exec()
    const [planned, sent, unsent, failed, blockedAfter] = await Promise.all([
      of({ state: 'planned' }),
      of({ state: 'sent' }),
      of({ state: 'unsent' }),
      of({ state: 'unsent', reason: /^failed/ }),
      of({ state: 'sent', blockedAt: { $ne: null } }),
    ])
    const blockedBefore = await of({ state: 'unsent', reason: 'failed: unreachable' })
    return { planned, sent, unsent, failed, blocked: blockedAfter + blockedBefore }
  }

  /**
   * Due → reached → answered → booked → arrived → paid, of what was planned in a span (UTC), by group. `ledTo` tells what
   * became of visits.
   */
  async function funnel(
    span: Span,
    by: Grouping,
    ledTo: (appointmentIds: string[]) => Promise<Map<string, Led>>,
  ): Promise<Map<string, Funnel>> {
    const groups = new Map<string, Funnel>()
    for await (const page of pages(span)) {
      const ids = page.flatMap(({ appointmentId }) => (appointmentId === null ? [] : [appointmentId]))
      const led = ids.length === 0 ? new Map<string, Led>() : await ledTo(ids)
      for (const one of page) {
        const name = groupOf(one, by)
        const visit = one.appointmentId === null ? null : (led.get(one.appointmentId) ?? null)
        groups.set(name, counted(groups.get(name) ?? noFunnel(), one, visit))
      }
    }
    return groups
  }

  /** Why customers declined what was planned in a span (UTC), by group: counts by reason. */
  async function declines(span: Span, by: Grouping): Promise<Map<string, Partial<Record<DeclineReason, number>>>> {
    const groups = new Map<string, Partial<Record<DeclineReason, number>>>()
    for await (const page of pages(span)) {
      for (const one of page) {
        const reason = one.answer?.declineReason
        if (!reason) continue
        const name = groupOf(one, by)
        const counts = groups.get(name) ?? {}
        groups.set(name, { ...counts, [reason]: (counts[reason] ?? 0) + 1 })
      }
    }
    return groups
  }

  async function* pages({ from, to }: Span): AsyncIterable<Outreach[]> {
    const cursor = model
      .find({ plannedAt: { $gte: from, $lt: to } })
      .lean<Outreach>()
      .cursor({ batchSize: atOnce })
    let page: Outreach[] = []
    for await (const one of cursor) {
      page.push(one as Outreach)
      if (page.length < atOnce) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
  }

  return { tallyOf, funnel, declines }
}

function groupOf({ cause, ref, advisorId }: Outreach, by: Grouping): string {
  if (by === 'advisor') return advisorId ?? ''
  return by === 'campaign' ? (cause === 'campaign' ? ref : '') : cause
}
