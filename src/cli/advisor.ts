import { parseArgs } from 'node:util'
import { DateTime } from 'luxon'
import type { Config } from '../config.ts'
import { isRefusal } from '../refusal.ts'
import { type Role, roles } from '../shop/advisors/advisor.ts'
import { dutyEndsAt, isOnDuty } from '../shop/advisors/duty.ts'
import { atDesk } from './at-desk.ts'
import { usernameOf } from './bot-name.ts'

type Settings = Config | { problems: string[] }

const usage = `Whom? npm run yingke -- advisor invite --role ${roles.join('|')} [--as ID]  (an advisor's id in the shop file)`

/** Prints a link that makes whoever opens it first an advisor or a manager, with the shifts of `--as`. */
export async function inviteAdvisor(config: Settings, args: string[]): Promise<number> {
  const wanted = wantedBy(args)
  if (!wanted) {
    console.error(usage)
    return 2
  }
  return atDesk(config, async ({ shop }, { botToken, telegramApiRoot }) => {
    const made = await shop.advisors.invite({ ...wanted, by: 'operator' })
    const { advisors, zone } = shop.profile.current()
    if (isRefusal(made)) {
      const known = advisors.map(({ id }) => id).join(', ')
      return { no: `The shop has no advisor "${wanted.profileId}"; it has ${known}.`, code: 2 }
    }
    const { token, expiresAt } = made as { token: string; expiresAt: Date }
    const until = DateTime.fromJSDate(expiresAt, { zone }).toFormat('yyyy-MM-dd HH:mm')
    const username = await usernameOf({ token: botToken, apiRoot: telegramApiRoot })
    const how = username
      ? [`https://t.me/${username}?start=${token}`]
      : [
          'Telegram cannot be reached, so the bot’s name is not known. The person opens the bot and sends it:',
          `/start ${token}`,
        ]
    const shifts = wanted.profileId ? `the shifts of ${wanted.profileId}` : 'on duty whenever the shop is open'
    return [`For one ${wanted.role}, ${shifts}. It works once, until ${until}; give it to nobody else:`, ...how].join(
      '\n',
    )
  })
}

function wantedBy(args: string[]): { role: Role; profileId: string | null } | null {
  try {
    const { values } = parseArgs({ args, options: { role: { type: 'string' }, as: { type: 'string' } } })
    const role = roles.find((one) => one === values.role)
    return role ? { role, profileId: values.as ?? null } : null
  } catch {
    return null
  }
}

/** Prints who may act in the advisors' group, and whether they are on duty. */
export function listAdvisors(config: Settings): Promise<number> {
  return atDesk(config, async ({ shop, now }) => {
    const profile = shop.profile.current()
    const present = await shop.advisors.all()
    if (present.length === 0) return 'Nobody is registered: npm run yingke -- advisor invite --role advisor'
    return present
      .map((advisor) => {
        const ends = dutyEndsAt(advisor, profile, now)
        const until = ends && DateTime.fromJSDate(ends, { zone: profile.zone }).toFormat('HH:mm')
        const duty = isOnDuty(advisor, profile, now) ? `on duty until ${until}` : 'not on duty'
        return [advisor._id, advisor.name, advisor.role, advisor.profileId ?? '(no shifts)', duty].join('  ')
      })
      .join('\n')
  })
}

/** Takes an advisor out; what they had is open again. 1 when nobody has that id. */
export async function removeAdvisor(config: Settings, [id]: string[]): Promise<number> {
  if (!id) {
    console.error('Whom? npm run yingke -- advisor remove ID  (advisor list shows the ids)')
    return 2
  }
  return atDesk(config, async ({ shop }) => {
    const advisorId = /^\d+$/.test(id) ? `tg:${id}` : id
    const known = await shop.advisors.get(advisorId)
    if (!known) return { no: `No advisor has the id ${id}.`, code: 1 }
    await shop.advisors.leave(advisorId, 'operator')
    return `${known.name} (${advisorId}) is no longer an advisor; chats they had are open for others.`
  })
}
