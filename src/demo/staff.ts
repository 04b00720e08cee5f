import mongoose from 'mongoose'
import { handClock } from '../clock.ts'
import type { Role } from '../shop/advisors/advisor.ts'
import { createShop, type Shop } from '../shop/shop.ts'
import type { SimMember } from '../simulator/people/group.ts'
import type { SimUser } from '../simulator/people/user.ts'
import type { Stage } from './stage.ts'

/** Somebody who works at the desk: their account, and their hands in the group. */
export type Staff = { user: SimUser; hands: SimMember }

/** Invites somebody, who opens the link and is let into the group. */
export async function hire(
  stage: Stage,
  facts: { id?: number; firstName: string },
  { role = 'advisor', profileId = null }: { role?: Role; profileId?: string | null } = {},
): Promise<Staff> {
  const { group } = stage
  if (!group) throw new Error('there is no group to work in')
  const invited = await inShop(stage, (shop) => shop.advisors.invite({ role, profileId, by: 'operator' }))
  if ('refused' in invited) throw new Error(`the profile knows no ${profileId}`)
  const user = stage.customer(facts)
  await user.start(invited.token)
  return { user, hands: stage.settling(group.member(user)) }
}

/** Looks into the shop's records, or acts on them, from outside, as the operator's terminal does. */
export async function inShop<T>(
  { databaseUri, present }: Pick<Stage, 'databaseUri' | 'present'>,
  act: (shop: Shop) => Promise<T>,
): Promise<T> {
  const connection = await mongoose.createConnection(databaseUri).asPromise()
  try {
    return await act(createShop({ connection, clock: handClock(present()), otherPersonalData: [] }))
  } finally {
    await connection.close()
  }
}
