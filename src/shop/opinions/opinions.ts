import { DateTime } from 'luxon'
import { dayOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import type { Survey } from '../surveys/survey.ts'
import type { Surveys } from '../surveys/surveys.ts'
import { type Opinion, opinionOf } from './opinion.ts'

export const groupings = ['all', 'item', 'advisor', 'technician', 'cause', 'week', 'month'] as const
export type Grouping = (typeof groupings)[number]
type Span = { from: Date; to: Date }

/** What customers think, counted (rule 13.2). */
export function createOpinions({ surveys, profile }: { surveys: Pick<Surveys, 'askedWithin'>; profile: Profile }) {
  /**
   * Opinions of the surveys sent in a span (UTC), by group, in the order of their names; weeks (by their Monday) and months are
   * the shop's. A visit with two items counts for both.
   */
  async function report(span: Span, by: Grouping): Promise<Map<string, Opinion>> {
    const { zone } = await profile.refresh()
    const groups = new Map<string, Survey[]>()
    for await (const survey of surveys.askedWithin(span)) {
      for (const name of groupsOf(survey, by, zone)) {
        const group = groups.get(name)
        if (group) group.push(survey)
        else groups.set(name, [survey])
      }
    }
    const sorted = [...groups].toSorted(([a], [b]) => a.localeCompare(b))
    return new Map(sorted.map(([name, group]) => [name, opinionOf(group)]))
  }

  return { report }
}

export type Opinions = ReturnType<typeof createOpinions>

/** How often a cause was named among all who answered; for what the shop does about it. */
export function sharesOf(opinions: Map<string, Opinion>, cause: string): { count: number; of: number } {
  const all = opinions.get('all')
  const counts: Record<string, number> = all?.causes ?? {}
  return { count: counts[cause] ?? 0, of: all?.answered ?? 0 }
}

function groupsOf({ itemIds, advisorId, technicianId, causes, askedAt }: Survey, by: Grouping, zone: string): string[] {
  switch (by) {
    case 'all':
      return ['all']
    case 'item':
      return itemIds
    case 'advisor':
      return [advisorId]
    case 'technician':
      return technicianId === null ? [] : [technicianId]
    case 'cause':
      return causes
    case 'week':
      return [DateTime.fromJSDate(askedAt, { zone }).startOf('week').toFormat('yyyy-MM-dd')]
    case 'month':
      return [dayOf(zone, askedAt).slice(0, 7)]
  }
}
