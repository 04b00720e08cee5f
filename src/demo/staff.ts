import mongoose from 'mongoose'
import { handClock } from '../clock.ts'
import type { Role } from '../shop/advisors/advisor.ts'
import { createShop } from '../shop/shop.ts'
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
  const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
  const shop = createShop({ connection, clock: handClock(stage.present()), otherPersonalData: [] })
  const invited = await shop.advisors.invite({ role, profileId, by: 'operator' })
  await connection.close()
  if ('refused' in invited) throw new Error(`the profile knows no ${profileId}`)
  const user = stage.customer(facts)
  await user.start(invited.token)
  return { user, hands: stage.settling(group.member(user)) }
}
