import { z } from 'zod'
import { flow } from '../src/conversation/flow.ts'
import { texts } from '../src/language.ts'
import { rich } from '../src/messages/screen.ts'

const joiningTexts = texts(
  {
    advisor: (name: string) => rich`✅ ${name}，您已登记为服务顾问，可以在顾问群里接待客户了。`,
    manager: (name: string) => rich`✅ ${name}，您已登记为经理，可以在顾问群里接待客户、转接和查看了。`,
    nameless: '您好',
  },
  {
    advisor: (name: string) =>
      rich`✅ ${name}, you’re registered as an advisor and can look after customers in the group.`,
    manager: (name: string) => rich`✅ ${name}, you’re registered as a manager and can act in the advisors’ group.`,
    nameless: 'Hello',
  },
)

/** The link of an invitation was opened: whoever opened it may act in the advisors' group from now on. */
export const joining = flow({
  name: 'joining',
  version: 1,
  knows: {},
  inputs: { start: z.string() },
  entries: {
    /** A person and their private chat have the same number on the channel; nowhere else is one taken for the other. */
    start: async ({ shop, chat, customer, language }, token) => {
      const t = joiningTexts[language]
      const name = customer.name ?? t.nameless
      const advisor = await shop.advisors.accept(token, { id: chat, name })
      if ('refused' in advisor)
        return { enter: 'menu', entry: 'open', input: '', notice: refusedInvite(advisor.refused, language) }
      return { done: { text: t[advisor.role](name) } }
    },
  },
  steps: {},
})

const refused = texts(
  {
    'invite-unknown': '这个邀请链接不对，请让管理员重新发一个。',
    'invite-used': '这个邀请链接已经有人用过了，请让管理员重新发一个。',
    'invite-expired': '这个邀请链接已经过期了，请让管理员重新发一个。',
  },
  {
    'invite-unknown': 'This invitation is not valid. Please ask for a new one.',
    'invite-used': 'This invitation has been used already. Please ask for a new one.',
    'invite-expired': 'This invitation has expired. Please ask for a new one.',
  },
)
const refusedInvite = (why: 'invite-unknown' | 'invite-used' | 'invite-expired', language: 'zh-CN' | 'en') =>
  refused[language][why]
