import { attendanceTexts } from '../../flows/attendance/texts.ts'
import { bookingTexts } from '../../flows/booking/texts.ts'
import { groupTexts } from '../../flows/group/texts.ts'
import type { SimGroup } from '../simulator/people/group.ts'
import type { SimUser } from '../simulator/people/user.ts'
import { aTime, type Scene } from './scene.ts'

/** Somebody arrives; somebody else is asked the evening before, does not come, and gets another time. */
export async function coming(scene: Scene, { li, guest }: { li: SimUser; guest: SimUser }): Promise<void> {
  const { stage, language, paper, s, group, taps, looksAtDesk, deskTaps } = scene
  const words = groupTexts[language]

  paper.heading(s.arrives)
  await stage.moveTo('2026-03-02T15:25+08:00')
  await taps(guest, attendanceTexts[language].here)
  looksAtDesk()
  await deskTaps(words.done)

  paper.heading(s.evening)
  await stage.moveTo('2026-03-03T16:30+08:00')
  for (const label of openTicks(group)) await deskTaps(label)
  await stage.moveTo('2026-03-03T18:00+08:00')
  looksAtDesk()
  paper.looks(li)
  await taps(li, attendanceTexts[language].coming)

  paper.heading(s.noShow)
  await stage.moveTo('2026-03-04T15:15+08:00')
  paper.looks(li)
  await stage.moveTo('2026-03-04T15:30+08:00')
  looksAtDesk()
  await deskTaps(words.missed)
  paper.looks(li)
  await taps(li, aTime(li, 2))
  await taps(li, bookingTexts[language].confirm)
}

/** The first row of what is still to be got ready on the oldest sheet: the parts. */
function openTicks(desk: SimGroup): string[] {
  const rows = desk.chat.flatMap(({ buttons }) => buttons)
  const row = rows.find((labels) => labels.some(({ label }) => label.startsWith('⬜')))
  return (row ?? []).map(({ label }) => label)
}
