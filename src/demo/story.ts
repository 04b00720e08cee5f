import { appointmentsTexts } from '../../flows/appointments/texts.ts'
import { attendanceTexts } from '../../flows/attendance/texts.ts'
import { bookingTexts } from '../../flows/booking/texts.ts'
import { deskTexts } from '../../flows/group/desk-texts.ts'
import { groupTexts } from '../../flows/group/texts.ts'
import { consentTexts } from '../../flows/steps/consents.ts'
import { waitingListTexts } from '../../flows/waiting-list/texts.ts'
import { welcomeTexts } from '../../flows/welcome.texts.ts'
import type { Language } from '../language.ts'
import type { SimGroup } from '../simulator/people/group.ts'
import type { SimUser } from '../simulator/people/user.ts'
import { reachesOut } from './solicited.ts'
import { hire } from './staff.ts'
import type { Stage } from './stage.ts'
import { storyTexts } from './story.texts.ts'
import type { createTranscript } from './transcript.ts'

/** Monday of an ordinary week of the sample shop, shortly before it reaches out to whoever is due. */
export const storyBeginsAt = '2026-03-02T09:55+08:00'

/** Plays the story; resolves when it has been told. Throws when a screen is not what it should be. */
export async function tell(
  stage: Stage,
  language: Language,
  paper: ReturnType<typeof createTranscript>,
): Promise<void> {
  const s = storyTexts[language]
  const booking = bookingTexts[language]
  const welcome = welcomeTexts[language]
  const languageCode = language === 'en' ? 'en' : 'zh-hans'
  const { group: desk } = stage
  if (!desk) throw new Error('the story needs an advisors’ group')
  const someone = (firstName: string) => stage.customer({ firstName, languageCode })

  async function taps(user: SimUser, label: string) {
    paper.does(s.presses(label))
    await user.taps(label)
    paper.looks(user)
  }
  async function says(user: SimUser, text: string) {
    paper.does(text)
    await user.says(text)
    paper.looks(user)
  }

  const passes = (minutes: number) => stage.moveTo(new Date(stage.present().getTime() + minutes * 60_000).toISOString())

  const { hands: advisor } = await hire(stage, { firstName: s.advisor })

  await reachesOut({ stage, language, paper, someone, taps })
  await stage.moveTo('2026-03-02T13:05+08:00')

  paper.heading(s.start)
  const li = someone(s.li)
  paper.does(s.starts)
  await li.start()
  paper.looks(li)
  await taps(li, `☐ ${consentTexts[language].service}`)
  await taps(li, welcome.book)
  await says(li, '粤B12345')
  await taps(li, s.service)
  await taps(li, aTime(li))
  paper.does(s.shares)
  await li.sharesContact()
  paper.looks(li)
  await taps(li, booking.confirm)

  await passes(12)
  paper.heading(s.race)
  const [wang, zhao] = [someone(s.wang), someone(s.zhao)]
  for (const [user, plate] of [
    [wang, '粤B23456'],
    [zhao, '粤BD34567'],
  ] as const) {
    await user.start()
    await user.taps(`☐ ${consentTexts[language].service}`)
    await user.taps(welcome.book)
    await user.says(plate)
    await user.taps(s.alignment)
  }
  paper.looks(wang)
  const wanted = aTime(wang)
  paper.does(s.both(s.wang, s.zhao, wanted))
  await Promise.all([wang.taps(wanted), zhao.taps(wanted)])
  for (const [user, name] of [
    [wang, s.wang],
    [zhao, s.zhao],
  ] as const) {
    paper.does(s.sees(name))
    paper.looks(user)
  }

  await passes(3)
  paper.heading(s.words)
  const winner = [wang, zhao].find((user) => user.keyboard !== null) ?? wang
  const [loser, winnersName] = winner === wang ? [zhao, s.wang] : [wang, s.zhao]
  await winner.sharesContact()
  await winner.taps(booking.confirm)
  await says(loser, timeOn(wanted, language))

  paper.heading(s.waiting)
  await taps(loser, booking.wait)
  paper.does(s.shares)
  await loser.sharesContact()
  paper.looks(loser)
  await passes(5)
  paper.does(s.cancels(winnersName))
  await winner.says(s.saidCancel)
  await winner.taps(appointmentsTexts[language].reasons.time)
  paper.looks(loser)
  await taps(loser, waitingListTexts[language].accept)

  await passes(25)
  paper.heading(s.photo)
  paper.does(`${s.sends} ${s.caption}`)
  await li.sendsPhoto(s.caption)
  paper.looks(li)

  await passes(4)
  paper.heading(s.move)
  await says(li, s.saidMove)
  const { confirmMove, reasons } = appointmentsTexts[language]
  if (
    li
      .screen()
      ?.buttons.flat()
      .some(({ label }) => label === confirmMove)
  )
    await taps(li, confirmMove)
  else {
    await taps(li, aTime(li))
    await taps(li, confirmMove)
  }

  await passes(40)
  paper.heading(s.human)
  await says(li, s.person)
  await says(li, s.asks)
  const topicId = desk.topics.find(({ name }) => name.startsWith(s.li))?.id
  if (topicId === undefined) throw new Error('the customer has no topic')
  paper.does(s.inGroup)
  paper.looks({ id: desk.id, chat: desk.topic(topicId) })
  const inGroup = async (label: string) => {
    paper.does(`${s.advisor} ${s.presses(label)}`)
    await advisor.taps(label)
  }
  await passes(2)
  await inGroup(deskTexts[language].claim)
  paper.looks(li)
  for (const line of [s.note, s.answers]) {
    paper.does(`${s.advisor}: ${line}`)
    await advisor.says(line, { topicId })
    paper.looks(li)
  }
  await says(li, s.thanks)
  paper.does(`${s.advisor}: ${s.closes}`)
  await advisor.says(s.closes, { topicId })
  paper.looks(li)
  const words = groupTexts[language]

  paper.heading(s.arrives)
  await stage.moveTo('2026-03-02T15:25+08:00')
  await taps(loser, attendanceTexts[language].here)
  paper.does(s.inGroup)
  paper.looks(desk)
  await inGroup(words.done)

  paper.heading(s.evening)
  await stage.moveTo('2026-03-03T16:30+08:00')
  for (const label of openTicks(desk)) await inGroup(label)
  await stage.moveTo('2026-03-03T18:00+08:00')
  paper.does(s.inGroup)
  paper.looks(desk)
  paper.looks(li)
  await taps(li, attendanceTexts[language].coming)

  paper.heading(s.noShow)
  await stage.moveTo('2026-03-04T15:15+08:00')
  paper.looks(li)
  await stage.moveTo('2026-03-04T15:30+08:00')
  paper.does(s.inGroup)
  paper.looks(desk)
  await inGroup(words.missed)
  paper.looks(li)
  await taps(li, aTime(li))
  await taps(li, booking.confirm)

  await passes(8)
  paper.heading(s.cancel)
  await says(li, s.saidCancel)
  await taps(li, reasons.time)
  await li.sees(appointmentsTexts[language].again)
}

/** The first row of what is still to be got ready on the oldest sheet: the parts. */
function openTicks(desk: SimGroup): string[] {
  const rows = desk.chat.flatMap(({ buttons }) => buttons)
  const row = rows.find((labels) => labels.some(({ label }) => label.startsWith('⬜')))
  return (row ?? []).map(({ label }) => label)
}

/** The time on a button, said by a customer: 今天15:30, or: today 15:30. */
function timeOn(label: string, language: Language): string {
  const time = /\d\d:\d\d/.exec(label)?.[0] ?? ''
  return language === 'en' ? `today ${time}` : `今天${time}`
}

/** The first button that names a time. */
function aTime(user: SimUser): string {
  const label = user
    .screen()
    ?.buttons.flat()
    .find((button) => /\d\d:\d\d/.test(button.label))?.label
  if (!label) throw new Error(`no time is offered:\n${user.transcript()}`)
  return label
}
