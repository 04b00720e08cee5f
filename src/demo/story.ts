import { appointmentsTexts } from '../../flows/appointments/texts.ts'
import { bookingTexts } from '../../flows/booking/texts.ts'
import { deskTexts } from '../../flows/group/desk-texts.ts'
import { consentTexts } from '../../flows/steps/consents.ts'
import { waitingListTexts } from '../../flows/waiting-list/texts.ts'
import { welcomeTexts } from '../../flows/welcome.texts.ts'
import type { Language } from '../language.ts'
import { coming } from './coming.ts'
import { followUp } from './follow-up.ts'
import { aTime, createScene } from './scene.ts'
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
  const staff = await hire(stage, { firstName: storyTexts[language].advisor })
  const scene = createScene({ stage, language, paper, staff })
  const { s, taps, says, passes, topicOf, looksAtDesk, deskTaps, deskSays } = scene
  const booking = bookingTexts[language]
  const welcome = welcomeTexts[language]
  const languageCode = language === 'en' ? 'en' : 'zh-hans'
  const someone = (firstName: string) => stage.customer({ firstName, languageCode })

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
  paper.does(s.cancels(winnersName, appointmentsTexts[language].reasons.time))
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
  const { confirmMove } = appointmentsTexts[language]
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
  const topicId = topicOf(s.li)
  looksAtDesk(topicId)
  await passes(2)
  await deskTaps(deskTexts[language].claim)
  paper.looks(li)
  for (const line of [s.note, s.answers]) {
    await deskSays(topicId, line)
    paper.looks(li)
  }
  await says(li, s.thanks)
  await deskSays(topicId, s.closes)
  paper.looks(li)

  await coming(scene, { li, guest: loser })
  await followUp(scene, li)
}

/** The time on a button, said by a customer: 今天15:30, or: today 15:30. */
function timeOn(label: string, language: Language): string {
  const time = /\d\d:\d\d/.exec(label)?.[0] ?? ''
  return language === 'en' ? `today ${time}` : `今天${time}`
}
