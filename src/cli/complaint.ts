import { parseArgs } from 'node:util'
import { complaintTexts } from '../../flows/group/complaint.texts.ts'
import { complaintInWords } from '../../flows/group/complaint-card.ts'
import type { Desk } from '../../flows/group/sheet.ts'
import { showInstant } from '../../flows/steps/showing.ts'
import type { Config } from '../config.ts'
import { newId } from '../ids.ts'
import { plain } from '../messages/screen.ts'
import { isRefusal } from '../refusal.ts'
import type { Handled, NotHandled } from '../shop/complaints/changing.ts'
import type { Complaint } from '../shop/complaints/complaint.ts'
import { atDesk } from './at-desk.ts'

type Settings = Config | { problems: string[] }

/** Who acts when a command is typed; the terminal knows no names. */
const operator = { id: 'operator', name: 'operator' }

/** Prints the complaints that are not closed, the longest open first. */
export function complaints(config: Settings): Promise<number> {
  return atDesk(config, async (desk) => {
    const unclosed = await desk.shop.complaints.unclosed()
    if (unclosed.length === 0) return complaintTexts[desk.language].none
    return (await Promise.all(unclosed.map((one) => shown(one, desk)))).join('\n\n')
  })
}

/** Notes a complaint that came by telephone or at the counter; the customer is known by phone, else noted down. */
export function openComplaint(config: Settings, args: string[]): Promise<number> {
  return atDesk(config, async (desk) => {
    const text = { type: 'string' } as const
    const { values } = parseArgs({ args, options: { phone: text, words: text, visit: text, name: text } })
    const { phone, words, visit: visitId = null, name = null } = values
    if (!phone || !words) return { no: 'npm run yingke -- complaint open --phone +86138… --words "…"', code: 2 }
    const { shop, language, now } = desk
    const customer = await shop.customers.register({ id: newId('cus'), phone, name, language, by: operator.id })
    if (isRefusal(customer)) return { no: `phone: ${customer.refused}`, code: 2 }
    const said = [{ words, media: [], saidAt: now }]
    const facts = { customerId: customer._id, visitId, source: 'advisor' as const, said, acknowledged: false }
    return shown(await shop.complaints.open({ ...facts, id: newId('cmp'), by: operator.id }), desk)
  })
}

/** Takes a complaint on. */
export const claimComplaint = (config: Settings, [id = '']: string[]) =>
  handled(config, ({ complaints }) => complaints.claim(id, operator))

/** Notes what will be done about a complaint, in words of one's own. */
export function planComplaint(config: Settings, [id = '', ...words]: string[]): Promise<number> {
  if (words.length === 0) return misused('complaint plan ID WORDS')
  return handled(config, ({ complaints }) => complaints.plan(id, words.join(' '), operator))
}

/** Done: the customer hears so. */
export const resolveComplaint = (config: Settings, [id = '']: string[]) =>
  handled(config, ({ complaints }) => complaints.resolve(id, operator))

/** The customer was asked again, some days after. */
export function contactComplainer(config: Settings, [id = '', content = '']: string[]): Promise<number> {
  if (content !== 'yes' && content !== 'no') return misused('complaint contact ID yes|no')
  return handled(config, ({ complaints }) => complaints.secondContact(id, content === 'yes', operator))
}

function handled(config: Settings, act: (shop: Desk['shop']) => Handled): Promise<number> {
  return atDesk(config, async (desk) => {
    const answer = await act(desk.shop)
    if (!isRefusal<NotHandled>(answer)) return shown(answer, desk)
    const { refused, detail } = answer
    const { language, shop, now } = desk
    if (refused !== 'too-early') return { no: refused, code: 1 }
    const earliest = showInstant(new Date(Number(detail?.earliest)), {
      language,
      zone: shop.profile.current().zone,
      now,
    })
    return { no: complaintTexts[language].tooEarly(earliest), code: 1 }
  })
}

async function misused(usage: string): Promise<number> {
  console.error(`npm run yingke -- ${usage}`)
  return 2
}

const shown = async (complaint: Complaint, desk: Desk) =>
  `${complaint._id}\n${plain(await complaintInWords(complaint, desk))}`
