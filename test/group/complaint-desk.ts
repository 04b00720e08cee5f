import type { Stage } from '../../src/demo/stage.ts'
import type { Complaint } from '../../src/shop/complaints/complaint.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { type AdvisorAtWork, topicOf } from '../desk/support.ts'
import type { openBackOffice } from '../jobs/support.ts'

type Office = Awaited<ReturnType<typeof openBackOffice>>

/** A customer's topic: the complaint's card in it, what was raised about it, and hands to press its buttons. */
export function complaintDesk(stage: Stage, manager: () => AdvisorAtWork) {
  const group = stage.group as SimGroup
  const topic = (name: string) => group.topic(topicOf(stage, name))
  const cards = (name: string) => topic(name).filter(({ text }) => /^(?:😠 投诉|🕊 已解决|✔ 已关闭)/u.test(text ?? ''))
  const card = (name: string) => cards(name)[0]
  async function taps(label: string, name: string) {
    const on = card(name)
    await manager().taps(label, on && { on })
  }
  const raised = (name: string) =>
    topic(name).flatMap(({ text }) => (/投诉(?:时间过半|已超时)|可以做第二次回访/u.test(text ?? '') ? text : []))
  return { group, topic, cards, card, taps, raised }
}

/** A customer's complaints that are not closed. */
export const complaintsOf = async ({ shop, recordOf }: Office, user: SimUser): Promise<Complaint[]> =>
  shop.complaints.openOf((await recordOf(user))._id)
