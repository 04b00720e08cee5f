import type { Stage } from '../../src/demo/stage.ts'
import type { SimUser, UserFacts } from '../../src/simulator/people/user.ts'

let plates = 10_000

/** A plate nobody else has. */
export const freshPlate = () => `粤B${plates++}`

/** Somebody who pressed START and answered the first screen. */
export async function newcomer(stage: Stage, facts?: UserFacts): Promise<SimUser> {
  const user = stage.customer(facts)
  await user.start()
  await user.taps('先看看')
  return user
}

/** A customer with a vehicle and a verified phone, before the menu. */
export async function regular(stage: Stage, facts?: UserFacts): Promise<SimUser> {
  const user = stage.customer(facts)
  await user.start()
  await user.taps('📅 马上预约')
  await user.says(freshPlate())
  await user.taps('常规保养')
  await user.taps(firstTime(user))
  await user.sharesContact()
  await user.taps('✖ 取消')
  return user
}

/** A regular customer with an appointment for a regular service. */
export async function booked(stage: Stage, facts?: UserFacts): Promise<SimUser> {
  const user = await regular(stage, facts)
  await user.taps('📅 预约')
  await user.taps('常规保养')
  await user.taps(firstTime(user))
  await user.taps('✅ 确认预约')
  return user
}

/** Labels of the buttons now on the bot's newest message. */
export const labels = (user: SimUser): string[] =>
  user
    .screen()
    ?.buttons.flat()
    .map(({ label }) => label) ?? []

/** The label of the first button that names a time. */
export function firstTime(user: SimUser): string {
  const label = labels(user).find((one) => /\d\d:\d\d/.test(one))
  if (!label) throw new Error(`no time is offered:\n${user.transcript()}`)
  return label
}

/** The button labels as a person counts taps: how many presses `path` takes. */
export async function counted(user: SimUser, path: (() => string)[]): Promise<number> {
  for (const label of path) await user.taps(label())
  return path.length
}
