import { addDays, instantOf } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Campaign } from './campaign.ts'

type Due = {
  _id: string
  kind: string
  payload: { campaignId: string; nth?: number }
  about: string
  dueAt: Date
  expiresAt: Date
}

/** A result is worth telling for so long after the end. */
const toldAfterMs = 7 * 24 * 60 * 60 * 1000

/** When a campaign's last day is over (UTC). */
export const endOf = ({ file }: Pick<Campaign, 'file'>, { zone }: Pick<ShopProfile, 'zone'>): Date =>
  instantOf(zone, addDays(file.until, 1), 0)

/**
 * What follows from a campaign: its briefing is shown, again with every change; while it runs its audience is told; at its
 * end that is noted. Keys tell what happened – the version shown, the run, the test – so that each is done once.
 */
export function campaignEffects(campaign: Campaign, profile: ShopProfile): Due[] {
  const { _id, version, state, runs, tests, createdAt, history } = campaign
  const endsAt = endOf(campaign, profile)
  const expiresAt = new Date(endsAt.getTime() + toldAfterMs)
  const changedAt = history.at(-1)?.at ?? createdAt
  const due = (what: string, kind: string, dueAt: Date, nth?: number): Due => {
    const payload = { campaignId: _id, ...(nth !== undefined && { nth }) }
    return { _id: `campaign:${_id}:${what}`, kind, payload, about: _id, dueAt, expiresAt }
  }
  return [
    due(`v${version}`, 'show-briefing', changedAt),
    ...tests.map(({ at }, i) => due(`test${i + 1}`, 'test-campaign', at, i)),
    ...(state === 'running' ? [due(`run${runs}`, 'run-campaign', changedAt)] : []),
    ...(state === 'running' || state === 'paused' ? [due('end', 'end-campaign', endsAt)] : []),
  ]
}
