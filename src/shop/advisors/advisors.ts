import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend, isDuplicate } from '../change.ts'
import type { Profile } from '../profile/profile.ts'
import { type Advisor, advisorModel, type Role } from './advisor.ts'
import { isOnDuty, nextDutyAt } from './duty.ts'
import { type Invite, inviteIdOf, inviteLivesMs, inviteModel, newToken } from './invite.ts'

export type InviteOver = Refusal<'invite-unknown' | 'invite-used' | 'invite-expired'>

/**
 * The people who may act in the group, let in by invitations. `onLeft` is told of everybody who leaves, perhaps more than
 * once, so that nothing stays with them.
 */
export function createAdvisors(deps: {
  connection: Connection
  clock: Clock
  profile: Profile
  onLeft?: (advisorId: string) => Promise<unknown>
}) {
  const { connection, clock, profile, onLeft = async () => {} } = deps
  const records = advisorModel(connection)
  const invites = inviteModel(connection)

  /** An advisor who is with the shop; `null` for anybody else, and for who has left. */
  async function get(id: string): Promise<Advisor | null> {
    const advisor = await records.findById(id).lean<Advisor>()
    return advisor?.leftAt === null ? advisor : null
  }

  /** Everybody who is with the shop, the longest first. */
  const all = () => records.find({ leftAt: null }).sort({ leftAt: 1, joinedAt: 1 }).lean<Advisor[]>()

  async function onDuty(at: Date = clock.now()): Promise<Advisor[]> {
    const shop = await profile.refresh()
    return (await all()).filter((advisor) => isOnDuty(advisor, shop, at))
  }

  /** When the next advisor comes on duty (UTC); `null` when nobody is expected. */
  async function nextOnDutyAt(at: Date = clock.now()): Promise<Date | null> {
    const shop = await profile.refresh()
    const starts = (await all()).flatMap((advisor) => nextDutyAt(advisor, shop, at)?.getTime() ?? [])
    return starts.length > 0 ? new Date(Math.min(...starts)) : null
  }

  /** Makes an invitation. The token is told here and nowhere else. `profileId` is whose shifts they work. */
  async function invite(wanted: {
    role: Role
    profileId: string | null
    by: string
  }): Promise<{ token: string; expiresAt: Date } | Refusal<'advisor-unknown'>> {
    const { advisors } = await profile.refresh()
    if (wanted.profileId !== null && !advisors.some(({ id }) => id === wanted.profileId)) {
      return refuse('advisor-unknown')
    }
    const token = newToken()
    const madeAt = clock.now()
    const expiresAt = new Date(madeAt.getTime() + inviteLivesMs)
    await invites.create({ ...wanted, _id: inviteIdOf(token), madeAt, expiresAt, usedBy: null })
    return { token, expiresAt }
  }

  /**
   * Uses an invitation up, and makes the person an advisor. Somebody who is one already gets the role and the shifts of
   * the new invitation; somebody who had left is back. The same person again changes nothing.
   */
  async function accept(token: string, person: { id: string; name: string }): Promise<Advisor | InviteOver> {
    const _id = inviteIdOf(token)
    const now = clock.now()
    await invites.updateOne({ _id, usedBy: null, expiresAt: { $gt: now } }, { $set: { usedBy: person.id } })
    const used = await invites.findById(_id).lean<Invite>()
    if (!used) return refuse('invite-unknown')
    if (used.usedBy === null) return refuse('invite-expired')
    return used.usedBy === person.id ? join(used, person) : refuse('invite-used')
  }

  async function join(invite: Invite, { id, name }: { id: string; name: string }): Promise<Advisor | InviteOver> {
    const { _id: inviteId, role, profileId } = invite
    const at = clock.now()
    const facts = { name, role, profileId, joinedAt: at, leftAt: null }
    try {
      await records.updateOne(
        { _id: id },
        { $setOnInsert: { ...facts, version: 1, inviteIds: [inviteId], history: [] } },
        { upsert: true },
      )
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    const joined = await amend<Advisor, InviteOver>(records, id, { by: id, at }, (known) => {
      if (!known.inviteIds.includes(inviteId)) return { ...facts, inviteIds: [...known.inviteIds, inviteId] }
      return known.leftAt ? refuse('invite-used') : {}
    })
    return joined ?? join(invite, { id, name })
  }

  /** The advisor is no longer with the shop, and nothing stays with them. `null` for somebody who never was one. */
  async function leave(id: string, by: string): Promise<Advisor | null> {
    const at = clock.now()
    const left = await amend<Advisor>(records, id, { by, at }, ({ leftAt }) => ({ leftAt: leftAt ?? at }))
    if (left) await onLeft(id)
    return left
  }

  return { get, all, onDuty, nextOnDutyAt, invite, accept, leave }
}

export type Advisors = ReturnType<typeof createAdvisors>
