import type { Act, DeskActions, DeskCommands } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { type Language, texts } from '../../src/language.ts'
import { type Button, bold, joined, quote, type Screen } from '../../src/messages/screen.ts'
import { isRefusal } from '../../src/refusal.ts'
import { anonymous } from '../../src/shop/cases/anonymous.ts'
import type { SharedCase } from '../../src/shop/cases/case.ts'
import { answerInTopic, settleQuestion } from './desk-tools.ts'
import { topicsOf } from './topics.ts'

/** Lines of a talk that a case tells; of a longer one the last. */
const linesAtMost = 40
/** A message has 4,096 characters; the story gets most of them. */
const storyAtMost = 2_800

export const caseTexts = texts(
  {
    write: '写一句这个案例值得学的地方，例如：/case 先道歉再解释，当天给方案',
    check: '👀 请检查：姓名、车牌、电话已去掉，还有能认出客户的内容吗？',
    approve: '✅ 没问题',
    drop: '🗑 不分享',
    waits: '⏳ 等经理发布',
    release: '📢 发布',
    released: '📢 已发布到案例分享',
    dropped: '🗑 没有分享',
    useful: (n: number) => `👍 有用 ${n}`,
    by: (name: string) => `— ${name}`,
    find: '要找什么？例如：/cases 异响',
    none: '没有找到相关案例。',
    noted: '记下了',
    over: '这个案例已经处理过了',
    author: '只有写的人可以确认',
    managersOnly: '只有经理可以发布',
    stands: {
      customer: '客户',
      advisor: '顾问',
      plate: '（车牌）',
      phone: '（号码）',
      vin: '（车架号）',
      mail: '（邮箱）',
    },
  },
  {
    write: 'Say in a line what there is to learn, for example: /case apologise first, a plan the same day',
    check: '👀 Please check: names, plates and numbers are gone. Could anybody still be recognised?',
    approve: '✅ It’s fine',
    drop: '🗑 Don’t share',
    waits: '⏳ Waits for a manager',
    release: '📢 Release',
    released: '📢 Released to Shared cases',
    dropped: '🗑 Not shared',
    useful: (n: number) => `👍 Useful ${n}`,
    by: (name: string) => `— ${name}`,
    find: 'What are you looking for? For example: /cases noise',
    none: 'No case was found.',
    noted: 'Noted',
    over: 'This case is settled already',
    author: 'Only its author can say so',
    managersOnly: 'Only managers can release it',
    stands: {
      customer: 'customer',
      advisor: 'advisor',
      plate: '(plate)',
      phone: '(number)',
      vin: '(VIN)',
      mail: '(mail)',
    },
  },
)

/** `/case` writes a talk up for colleagues, `/cases` finds what others have written. */
export function caseCommands(tools: DeskParts): DeskCommands {
  const { shop } = tools
  const language = () => shop.profile.current().language
  const words = () => caseTexts[language()]

  return {
    async case({ customer, by, key, value }) {
      if (value === '') return answerInTopic(tools, customer, `answer:${key}`, { text: words().write })
      const { stands } = words()
      const lines = await shop.transcript.lastOf(customer._id, linesAtMost)
      const advisors = (await shop.advisors.all()).map(({ name }) => name)
      const names = { customers: [customer.name ?? ''], advisors }
      const said = lines.filter(({ note, state, what }) => !note && state === 'sent' && what.text !== '')
      const story = said
        .map(({ who, what }) => `${who.kind === 'customer' ? stands.customer : stands.advisor}：${what.text}`)
        .join('\n')
      const shared = await shop.cases.draft(key, {
        lesson: anonymous(value, names, stands),
        story: anonymous(story, names, stands).slice(-storyAtMost),
        author: { id: by._id, name: by.name },
        customerId: customer._id,
      })
      await answerInTopic(tools, customer, `case:${shared._id}`, caseScreen(shared, language()))
    },

    async cases({ customer, key, value }) {
      const t = words()
      const found = value === '' ? [] : await shop.cases.find(value)
      const shown = found.map(({ lesson, story, usefulTo }) =>
        joined([bold(lesson), quote(story.slice(0, 300)), t.useful(usefulTo.length)]),
      )
      const text = value === '' ? t.find : shown.length > 0 ? joined(shown, '\n\n') : t.none
      await answerInTopic(tools, customer, `answer:${key}`, { text })
    },
  }
}

/** What can be done with a case: its author looks at it, a manager releases it, everybody may find it useful. */
export function caseActions(tools: DeskParts): DeskActions {
  const { shop, messages, telling } = tools
  const language = () => shop.profile.current().language
  const words = () => caseTexts[language()]

  async function settled(act: Act, changed: SharedCase | { refused: string }): Promise<string> {
    if (isRefusal(changed)) return changed.refused === 'not-author' ? words().author : words().over
    await settleQuestion(tools, act, caseScreen(changed as SharedCase, language()))
    return words().noted
  }

  return {
    case: {
      approve: async (act) => settled(act, await shop.cases.approve(act.value, act.by._id)),
      drop: async (act) => settled(act, await shop.cases.drop(act.value, act.by._id)),
      release: async (act) => {
        if (act.by.role !== 'manager') return words().managersOnly
        const released = await shop.cases.release(act.value, act.by._id)
        if (!isRefusal(released)) {
          const content = {
            kind: 'screen',
            screen: sharedScreen(released as SharedCase, language()),
            revision: 0,
          } as const
          const topic = topicsOf(language()).cases
          await messages.post([telling.toTopic(topic, { key: sharedKey(act.value), content, lane: 'transactional' })])
        }
        return settled(act, released as SharedCase)
      },
      useful: async ({ value, by, key }) => {
        const rated = await shop.cases.rate(value, by._id)
        if (rated?.state !== 'released') return words().over
        const screen = sharedScreen(rated, language())
        const content = { kind: 'screen', screen, revision: 0, edit: sharedKey(value) } as const
        const topic = topicsOf(language()).cases
        await messages.post([telling.toTopic(topic, { key: `useful:${key}`, content, lane: 'transactional' })])
        return words().noted
      },
    },
  }
}

const sharedKey = (id: string) => `case:${id}:shared`

/** A case in its customer's topic, until it is released. */
function caseScreen({ _id, lesson, story, state }: SharedCase, language: Language): Screen {
  const t = caseTexts[language]
  const button = (label: string, entry: string): Button => ({ label, enter: 'case', entry, value: _id })
  if (state === 'dropped') return { text: t.dropped }
  if (state === 'released') return { text: joined([bold(lesson), t.released]) }
  const told = joined([bold(lesson), quote(story), state === 'draft' ? t.check : t.waits])
  const approve = state === 'draft' ? button(t.approve, 'approve') : button(t.release, 'release')
  return { text: told, rows: [[approve, button(t.drop, 'drop')]] }
}

/** A case as everybody sees it. */
function sharedScreen({ _id, lesson, story, author, usefulTo }: SharedCase, language: Language): Screen {
  const t = caseTexts[language]
  const useful = { label: t.useful(usefulTo.length), enter: 'case', entry: 'useful', value: _id }
  return { text: joined([bold(`📚 ${lesson}`), quote(story), t.by(author.name)]), rows: [[useful]] }
}
