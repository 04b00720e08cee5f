import { attendanceTexts } from '../../flows/attendance/texts.ts'
import { completionTexts } from '../../flows/completion/texts.ts'
import { complaintTexts } from '../../flows/group/complaint.texts.ts'
import { visitTexts } from '../../flows/group/visit.texts.ts'
import { causeNames } from '../../flows/steps/causes.ts'
import { dueOf } from '../shop/complaints/milestones.ts'
import type { Shop } from '../shop/shop.ts'
import type { SimUser } from '../simulator/people/user.ts'
import type { Scene } from './scene.ts'
import { inShop } from './staff.ts'

/** The car comes and is handed back; what its owner says of it afterwards is put right, and asked about once more. */
export async function followUp(scene: Scene, li: SimUser): Promise<void> {
  const { stage, language, paper, s, taps, says, passes, topicOf, looksAtDesk, deskTaps, deskSays } = scene
  const topicId = topicOf(s.li)
  const ofLi = <T>(look: (shop: Shop, customerId: string) => Promise<T>) =>
    inShop(stage, async (shop) => {
      await shop.profile.refresh()
      return look(shop, (await shop.customers.ofChat(`tg:${li.chatId}`))?._id ?? '')
    })

  paper.heading(s.handedBack)
  const [booked] = await ofLi((shop, id) => shop.appointments.upcoming(id))
  if (!booked) throw new Error('nothing is booked')
  await stage.moveTo(new Date(booked.startsAt.getTime() - 5 * 60_000).toISOString())
  paper.looks(li)
  await taps(li, attendanceTexts[language].here)
  await passes(160)
  looksAtDesk(topicId)
  const completion = completionTexts[language]
  await deskTaps(visitTexts[language].complete)
  looksAtDesk(topicId)
  await deskSays(topicId, s.km, { asked: true })
  looksAtDesk(topicId)
  await deskTaps(completion.next)
  await deskSays(topicId, s.declined, { asked: true })
  await deskSays(topicId, s.paid, { asked: true })
  looksAtDesk(topicId)
  await deskTaps(completion.confirm)
  looksAtDesk(topicId)

  paper.heading(s.survey)
  await passes(24 * 60)
  paper.looks(li)
  await passes(11)
  await taps(li, '2')
  await taps(li, causeNames[language].time)
  await says(li, s.tells)

  paper.heading(s.complains)
  const complaint = complaintTexts[language]
  looksAtDesk(topicId)
  await passes(6)
  await deskTaps(complaint.claim)
  await deskSays(topicId, s.plan)
  looksAtDesk(topicId)
  await passes(90)
  await deskTaps(complaint.resolve)
  paper.looks(li)

  paper.heading(s.second)
  const again = await ofLi(async (shop, id) => {
    const [open] = await shop.complaints.openOf(id)
    return open && dueOf(open, shop.profile.current())[0]?.halfAt
  })
  if (!again) throw new Error('nothing is to be asked again')
  await stage.moveTo(again.toISOString())
  await passes(20)
  looksAtDesk(topicId)
  await deskSays(topicId, s.asksAgain)
  paper.looks(li)
  await says(li, s.content)
  await deskTaps(complaint.satisfied)
  looksAtDesk(topicId)
  await deskSays(topicId, s.closes)
  paper.looks(li)
}
