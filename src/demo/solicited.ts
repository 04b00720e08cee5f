import mongoose from 'mongoose'
import { bookingTexts } from '../../flows/booking/texts.ts'
import { consentTexts } from '../../flows/steps/consents.ts'
import { outreachTexts } from '../../flows/steps/outreach-message.ts'
import { welcomeTexts } from '../../flows/welcome.texts.ts'
import { handClock } from '../clock.ts'
import type { Language } from '../language.ts'
import { createShop, type Shop } from '../shop/shop.ts'
import type { SimUser } from '../simulator/people/user.ts'
import type { Stage } from './stage.ts'
import { storyTexts } from './story.texts.ts'
import type { createTranscript } from './transcript.ts'

type Scene = {
  stage: Stage
  language: Language
  paper: ReturnType<typeof createTranscript>
  someone: (firstName: string) => SimUser
  taps: (user: SimUser, label: string) => Promise<void>
}

/** The shop writes first: to a customer of a year ago, whose service is due, and who books in two taps. */
export async function reachesOut({ stage, language, paper, someone, taps }: Scene): Promise<void> {
  const s = storyTexts[language]
  const chen = someone(s.chen)
  await becomesCustomer(chen, language, s.service)
  await wasHereAYearAgo(stage, chen)
  paper.knows(chen)

  paper.heading(s.due)
  await stage.moveTo('2026-03-02T10:00+08:00')
  paper.looks(chen)
  await taps(chen, outreachTexts[language].book)
  await taps(chen, bookingTexts[language].confirm)
  await stage.moveTo('2026-03-02T10:58+08:00')
  await comesToHisVisit(stage, chen)
  await stage.moveTo('2026-03-02T12:30+08:00')
  if (stage.group) paper.knows(stage.group)
}

/** Somebody who has been in the chat before, and lets the shop write. */
async function becomesCustomer(user: SimUser, language: Language, service: string): Promise<void> {
  await user.start()
  for (const consent of [consentTexts[language].service, consentTexts[language].marketing])
    await user.taps(`☐ ${consent}`)
  await user.taps(welcomeTexts[language].book)
  await user.says('粤B34567')
  await user.taps(service)
  const time = user
    .screen()
    ?.buttons.flat()
    .find(({ label }) => /\d\d:\d\d/.test(label))
  await user.taps(time?.label ?? '')
  await user.sharesContact()
  await user.says(language === 'en' ? 'menu' : '菜单')
}

/** He comes when he said; his visit is not what this is about. */
async function comesToHisVisit(stage: Stage, user: SimUser): Promise<void> {
  await inShop(stage, async (shop) => {
    const customer = await shop.customers.ofChat(`tg:${user.chatId}`)
    const [next] = customer ? await shop.appointments.upcoming(customer._id) : []
    if (next) await shop.appointments.arrive(next._id, 'operator')
  })
}

/** Acts on the shop's records, as its other programs do. */
async function inShop(stage: Stage, act: (shop: Shop) => Promise<void>): Promise<void> {
  const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
  const shop = createShop({ connection, clock: handClock(stage.present()), otherPersonalData: [] })
  await shop.profile.refresh()
  await act(shop)
  await connection.close()
}

/** The shop's books: a service last March, and readings from which the car's own pace is known. */
async function wasHereAYearAgo(stage: Stage, user: SimUser): Promise<void> {
  await inShop(stage, async (shop) => {
    const customer = await shop.customers.ofChat(`tg:${user.chatId}`)
    const [vehicle] = customer ? await shop.vehicles.ofCustomer(customer._id) : []
    if (!vehicle) throw new Error('the customer has no car')
    await shop.vehicles.setModel(vehicle._id, 'yk-s3', 'import')
    const visits = [
      { on: '2024-06-11', km: 21_300 },
      { on: '2025-05-20', km: 30_150 },
    ]
    for (const visit of visits)
      await shop.vehicles.learn(vehicle._id, { visit: { ...visit, items: ['maintenance'], renews: true } }, 'import')
    await shop.vehicles.learn(vehicle._id, { mileage: { km: 38_500, on: '2026-01-15' } }, 'import')
  })
}
