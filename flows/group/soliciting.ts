import type { Act, DeskActions } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { customerTopic } from '../../src/desk/topics.ts'
import type { Topic } from '../../src/messages/message.ts'
import type { Rich, Screen } from '../../src/messages/screen.ts'
import { chatToWrite } from '../../src/shop/customers/contact.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { holderOf } from '../../src/shop/handoffs/handoff.ts'
import { itemsFor } from '../../src/shop/outreach/chain.ts'
import { outreachIdOf } from '../../src/shop/outreach/outreach.ts'
import { quietUntil } from '../../src/shop/profile/quiet-hours.ts'
import { outreachMessage } from '../steps/outreach-message.ts'
import { showInstant } from '../steps/showing.ts'
import { deskTexts } from './desk-texts.ts'
import { invitationFor } from './invitation-for.ts'
import { solicitingTexts } from './soliciting.texts.ts'
import { topicsOf } from './topics.ts'

/** Somebody who solicits waits for it to go out: what cannot within a day is told to them, with its reason. */
const livesMs = 24 * 60 * 60_000

/** Shows an advisor what the customer would get, in their own words or of what is due, one tap before it is sent. */
export async function previewSolicitation(
  tools: DeskParts,
  act: Act,
  customer: Customer,
  /** The line in which the advisor's own words are kept. */
  lineId = '',
): Promise<void> {
  const t = solicitingTexts[tools.shop.profile.current().language]
  const { text } = await invitationFor(customer, await wordsIn(tools, customer, lineId), act.by, tools)
  const value = lineId === '' ? customer._id : `${customer._id}.${lineId}`
  const send = { label: t.send, enter: 'solicit', entry: 'send', value, style: 'primary' as const }
  await say(tools, act, `solicit:${act.key}`, { text: t.preview(customer.name ?? t.nobody, text), rows: [[send]] })
}

/** What the buttons under a preview and in the list of due customers do. */
export function solicitActions(tools: DeskParts): DeskActions {
  const { shop, messages, now } = tools
  const words = () => solicitingTexts[shop.profile.current().language]
  const desk = () => deskTexts[shop.profile.current().language]

  /** Writes the attempt down and puts its message in; whether it may leave is decided when it does. Pressed twice it is sent once. */
  async function send(act: Act): Promise<string> {
    const [customerId = '', lineId = ''] = act.value.split('.')
    const customer = await shop.customers.get(customerId)
    if (!customer) return desk().done.over
    const handoff = await shop.handoffs.liveOf(customer._id)
    const holder = handoff && holderOf(handoff)
    if (holder && holder !== act.by._id) return desk().refusals['not-owner'] ?? desk().done.over

    const profile = await shop.profile.refresh()
    const own = await wordsIn(tools, customer, lineId)
    const { text, vehicle, dues } = await invitationFor(customer, own, act.by, tools)
    const key = `advisor:${act.message}`
    const id = outreachIdOf(key)
    const ref = dues[0]?.key ?? 'advisor'
    const before = vehicle ? await shop.outreaches.chainOf(vehicle._id, ref) : []
    await shop.outreaches.plan([
      {
        key,
        customerId: customer._id,
        vehicleId: vehicle?._id ?? null,
        cause: 'advisor',
        ref,
        attempt: before.length + 1,
        itemIds: itemsFor(dues, profile),
        why: dues,
        advisorId: act.by._id,
      },
    ])
    const chats = await shop.customers.chatsOf(customer._id)
    const expiresAt = new Date(now().getTime() + livesMs)
    const { language: spoken } = customer
    await messages.post([
      outreachMessage(id, { chat: chatToWrite(chats)?._id ?? '', text, language: spoken, expiresAt }),
    ])
    await settle(act, { text: words().sent(customer.name ?? words().nobody, text) })
    const quiet = quietUntil(profile, now(), { logistics: false })
    const { language, zone } = profile
    return quiet ? words().later(showInstant(quiet, { language, zone, now: now() })) : words().onItsWay
  }

  /** Puts what was sent where its preview stood. */
  async function settle(act: Act, screen: Screen): Promise<void> {
    const shown = await messages.byRemoteId(tools.group, act.message)
    if (shown) await say(tools, act, `settled:solicit:${act.message}`, screen, shown._id)
  }

  return {
    solicit: {
      preview: async (act) => {
        const customer = await shop.customers.get(act.value)
        if (!customer) return desk().done.over
        await previewSolicitation(tools, act, customer)
        return ''
      },
      /** `<customer>` or `<customer>.<line with the advisor's words>` */
      send,
    },
  }
}

/** Says something where it was asked for: in a customer's topic, or in the one of all tasks. */
export async function say(
  { messages, telling, shop }: DeskParts,
  { customer }: Act,
  key: string,
  screen: Screen,
  edit?: string,
): Promise<void> {
  const topic: Topic = customer ? customerTopic(customer) : topicsOf(shop.profile.current().language).tasks
  const content = { kind: 'screen', screen, revision: 0, ...(edit && { edit }) } as const
  await messages.post([telling.toTopic(topic, { key, content, lane: 'transactional' })])
}

/** An advisor's own words, if they are about this customer. */
async function wordsIn({ shop }: DeskParts, { _id }: Customer, lineId: string): Promise<Rich | null> {
  const line = lineId === '' ? null : await shop.transcript.get(lineId)
  return line?.customerId === _id ? line.what.text : null
}
