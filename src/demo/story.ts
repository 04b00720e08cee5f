import { appointmentsTexts } from '../../flows/appointments/texts.ts'
import { bookingTexts } from '../../flows/booking/texts.ts'
import { consentTexts } from '../../flows/steps/consents.ts'
import { welcomeTexts } from '../../flows/welcome.texts.ts'
import { type Language, texts } from '../language.ts'
import type { SimUser } from '../simulator/people/user.ts'
import type { Stage } from './stage.ts'
import type { createTranscript } from './transcript.ts'

export const storyTexts = texts(
  {
    title: '迎客 · 一个下午的故事（真实的产品，真实的数据库，模拟的 Telegram）',
    start: '第一次见面：一屏说清，一点就约',
    race: '两位车主抢同一个四轮定位的时间：只有一位抢到，另一位马上看到别的时间',
    words: '直接打字也行：听懂的时间先念一遍，不会直接下单',
    photo: '拍张照片，附在预约上',
    move: '改期',
    cancel: '取消，并说明原因',
    human: '随时找人',
    li: '李女士',
    wang: '王先生',
    zhao: '赵女士',
    service: '常规保养',
    alignment: '四轮定位',
    typed: '后天上午十点',
    saidMove: '改到后天下午三点',
    caption: '前轮这里有异响',
    person: '找人工',
    presses: (label: string) => `👆 [ ${label} ]`,
    starts: '👆 START',
    shares: '📱 （分享自己的手机号）',
    sends: '📷 （照片）',
    both: (who: string, label: string) => `👆 ${who}同时点了 [ ${label} ]`,
    sees: (who: string) => `${who}看到：`,
    end: '故事到此结束，所有服务已关闭。',
  },
  {
    title: 'Yingke · an afternoon’s story (the real product, real databases, a simulated Telegram)',
    start: 'First meeting: one screen, one tap from a booking',
    race: 'Two customers want the same wheel alignment: one gets it, the other sees other times at once',
    words: 'Typing works too: a time that was understood is read back, never booked straight',
    photo: 'A photo, added to the appointment',
    move: 'Moving',
    cancel: 'Cancelling, with the reason',
    human: 'A person, any time',
    li: 'Ms Li',
    wang: 'Mr Wang',
    zhao: 'Ms Zhao',
    service: 'Regular service',
    alignment: 'Wheel alignment',
    typed: 'Wednesday 10am',
    saidMove: 'move it to Wednesday 3pm',
    caption: 'this front wheel makes a noise',
    person: 'I want to talk to a human',
    presses: (label: string) => `👆 [ ${label} ]`,
    starts: '👆 START',
    shares: '📱 (shares her own number)',
    sends: '📷 (photo)',
    both: (who: string, label: string) => `👆 ${who}, both at once: [ ${label} ]`,
    sees: (who: string) => `${who} sees:`,
    end: 'The story ends here; everything is closed.',
  },
)

/** Monday of an ordinary week of the sample shop, 13:05. */
export const storyBeginsAt = '2026-03-02T13:05+08:00'

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
    await user.taps(welcome.book)
    await user.says(plate)
    await user.taps(s.alignment)
  }
  paper.looks(wang)
  const wanted = aTime(wang)
  paper.does(s.both(`${s.wang}、${s.zhao}`, wanted))
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
  const loser = [wang, zhao].find((user) => user.keyboard === null) ?? zhao
  await says(loser, s.typed)

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
  await li.sees('+86')

  await passes(8)
  paper.heading(s.cancel)
  await says(li, language === 'en' ? 'cancel my appointment' : '取消预约')
  await taps(li, reasons.time)
  await li.sees(appointmentsTexts[language].again)
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
