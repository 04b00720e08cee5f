import type { Context } from '../../src/conversation/flow.ts'
import type { Screen } from '../../src/messages/screen.ts'
import { complaintNoted } from '../steps/complaint-noted.ts'
import { complaintTexts } from './texts.ts'

/** What the customer hears by itself: of a complaint an advisor noted, and of one that is held to be resolved. */
export function tellScreen(c: Context<unknown>, what: 'acknowledged' | 'resolved', complaintId: string): Screen {
  const t = complaintTexts[c.language]
  if (what === 'acknowledged')
    return { text: complaintNoted(c), rows: [[{ label: t.menu, enter: 'menu', entry: 'open' }]] }
  return {
    text: t.resolved,
    rows: [[{ label: t.notResolved, enter: 'complaint', entry: 'reopen', value: complaintId }]],
  }
}
