import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Advisors } from '../advisors/advisors.ts'
import { isDuplicate } from '../change.ts'
import { factsOf } from '../facts.ts'
import { dayOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import { type Campaign, type CampaignState, campaignModel } from './campaign.ts'
import type { CampaignFile } from './campaign-file.ts'
import { createChange, listedAtMost, type NotChanged } from './changing.ts'
import { createTelling } from './telling.ts'

export type NotOpened = Refusal<'campaign-known' | 'campaign-over'>
export type NotLaunched = Refusal<'campaign-unknown' | 'campaign-over' | 'not-acknowledged' | 'not-in-that-state'>
export type { NotChanged } from './changing.ts'

/** The door to campaigns. `by` is the advisor or operator who did it. Every act may be repeated. */
export function createCampaigns(deps: { connection: Connection; clock: Clock; profile: Profile; advisors: Advisors }) {
  const { clock, profile, advisors } = deps
  const model = campaignModel(deps.connection)
  const get = (id: string) => model.findById(id).lean<Campaign>()
  const change = createChange({ model, clock })
  const today = async () => dayOf((await profile.refresh()).zone, clock.now())

  /** Opens a campaign: its briefing goes to the advisors. The very same file again answers what is there. */
  async function open(file: CampaignFile, by: string): Promise<Campaign | NotOpened> {
    if (file.until < (await today())) return refuse('campaign-over')
    const at = clock.now()
    const line = { at, by, what: 'state', old: null, new: 'briefing' }
    const blank = {
      acknowledged: [],
      override: null,
      launchedAt: null,
      runs: 0,
      cursor: null,
      walkedAt: null,
      toldAt: null,
      tests: [],
    }
    const fresh: Campaign = {
      _id: file.id,
      version: 1,
      dirty: true,
      file,
      state: 'briefing',
      ...blank,
      excluded: {},
      endedAt: null,
      stopReason: null,
      history: [line],
      createdAt: at,
    }
    try {
      await model.create(fresh)
      return fresh
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    const known = await get(file.id)
    return known && JSON.stringify(known.file) === JSON.stringify(file) ? known : refuse('campaign-known')
  }

  /** Notes that an advisor has read the briefing. */
  async function acknowledge(id: string, advisor: { _id: string; name: string }): Promise<Campaign | NotChanged> {
    const at = clock.now()
    return change<never>(id, advisor._id, ({ acknowledged }) =>
      acknowledged.some(({ advisorId }) => advisorId === advisor._id)
        ? {}
        : { acknowledged: [...acknowledged, { advisorId: advisor._id, name: advisor.name, at }], dirty: true },
    )
  }

  /** Who has to read the briefing and has not, by the names the shop knows them by. */
  async function missing({ file, acknowledged }: Campaign): Promise<string[]> {
    const { advisors: known, language } = await profile.refresh()
    const registered = await advisors.all()
    const required = known.filter(({ id }) => file.required === 'all' || file.required.includes(id))
    return required
      .filter(({ id }) => {
        const accounts = registered.filter(({ profileId }) => profileId === id).map(({ _id }) => _id)
        return !acknowledged.some(({ advisorId }) => accounts.includes(advisorId))
      })
      .map(({ name }) => name[language])
  }

  /**
   * Launches it: those in its audience are told from its first day on, in opening hours. Not before the required advisors
   * have read the briefing, unless `override` says why.
   */
  async function launch(id: string, by: string, override?: string): Promise<Campaign | NotLaunched> {
    const campaign = await get(id)
    if (!campaign) return refuse('campaign-unknown')
    if (campaign.file.until < (await today())) return refuse('campaign-over')
    const unread = campaign.state === 'briefing' ? await missing(campaign) : []
    if (unread.length > 0 && !override) return refuse('not-acknowledged', { missing: unread.join('、') })
    const at = clock.now()
    return change<NotChanged>(id, by, ({ state, runs }) => {
      if (state === 'running') return {}
      if (state !== 'briefing') return refuse('not-in-that-state')
      const forced = unread.length > 0 && override ? { by, reason: override, at } : null
      return { state: 'running', launchedAt: at, runs: runs + 1, dirty: true, ...(forced && { override: forced }) }
    })
  }

  const turn = (from: CampaignState[], to: CampaignState) => (id: string, by: string, reason?: string) =>
    change<NotChanged>(id, by, ({ state, runs, stopReason }) => {
      if (state === to) return {}
      if (!from.includes(state)) return refuse('not-in-that-state')
      const isOver = to === 'stopped' || to === 'ended'
      return {
        state: to,
        dirty: true,
        ...(to === 'running' && { runs: runs + 1 }),
        ...(isOver && { endedAt: clock.now(), stopReason: reason ?? stopReason }),
      }
    })

  /** All of them, the newest first. */
  const all = () => model.find().sort({ createdAt: -1 }).limit(listedAtMost).lean<Campaign[]>()

  return {
    get,
    all,
    open,
    acknowledge,
    missing,
    launch,
    pause: turn(['running'], 'paused'),
    resume: turn(['paused'], 'running'),
    stop: turn(['briefing', 'running', 'paused'], 'stopped'),
    end: turn(['running', 'paused'], 'ended'),
    ...createTelling({ model, clock, change }),
    facts: factsOf(model),
  }
}

export type Campaigns = ReturnType<typeof createCampaigns>
