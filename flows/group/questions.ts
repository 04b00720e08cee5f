import type { Act } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import type { Button } from '../../src/messages/screen.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { deskTexts } from './desk-texts.ts'
import { answerInTopic } from './desk-tools.ts'

type Asked = Act & { customer: Customer }

/** Asks for the reason, which the customer is told. */
export async function askWhy(tools: DeskParts, { customer, key }: Asked, handoffId: string): Promise<void> {
  const t = deskTexts[tools.shop.profile.current().language]
  const buttons = t.closeReasons.map((label, i): Button => {
    return { label, enter: 'handoff', entry: 'because', value: `${handoffId}.${i}` }
  })
  await answerInTopic(tools, customer, `ask:${key}`, { text: t.closeWhy, rows: pairs(buttons) })
}

/** Asks for the colleague, of those on duty. */
export async function askToWhom(tools: DeskParts, { customer, key, by }: Asked, handoffId: string): Promise<void> {
  const { shop, now } = tools
  const t = deskTexts[shop.profile.current().language]
  const others = (await shop.advisors.onDuty(now())).filter(({ _id }) => _id !== by._id)
  const buttons = others.map(({ _id, name }): Button => {
    return { label: name, enter: 'handoff', entry: 'to', value: `${handoffId}.${_id}` }
  })
  const text = buttons.length > 0 ? t.toWhom : t.nobodyElse
  await answerInTopic(tools, customer, `ask:${key}`, { text, rows: pairs(buttons) })
}

/** Two in a row of a phone, four rows at most. */
const pairs = (buttons: Button[]): Button[][] =>
  [0, 2, 4, 6].map((i) => buttons.slice(i, i + 2)).filter((row) => row.length > 0)
