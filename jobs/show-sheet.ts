import { z } from 'zod'
import { sheetScreen } from '../flows/group/sheet.ts'
import { topicsOf } from '../flows/group/topics.ts'
import { defineJob } from '../src/agenda/job.ts'
import type { Tools } from './steps/reminding.ts'
import { groupMessage } from './steps/telling-group.ts'

/** A sheet nobody could be shown for so long is of no use. */
const livesMs = 14 * 24 * 60 * 60 * 1000

/**
 * Puts an appointment's sheet up in the advisors' group, or changes the one that hangs there. The first message has the
 * sheet's own key, whoever comes first; every later state is an edit of it, so a repeat after a crash repeats nothing.
 */
export const showSheet = defineJob({
  name: 'show-sheet',
  payload: z.object({ appointmentId: z.string() }),
  async run({ appointmentId }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    if (group === null) return { skipped: 'there is no group' }
    const { language } = await shop.profile.refresh()
    const appointment = await shop.appointments.get(appointmentId)
    if (!appointment || appointment.state === 'held') return { skipped: 'the appointment is gone' }
    const known = await shop.preparations.get(appointmentId)
    if (!known && appointment.state !== 'booked') return { skipped: 'nobody has seen it' }
    const stamp = `${appointment.version}.${known?.version ?? 1}`
    const preparation = known ?? (await shop.preparations.open(appointmentId, stamp))

    const screen = await sheetScreen(appointment, preparation, { shop, language, now: clock.now() })
    const key = `sheet:${appointmentId}`
    const about = { kind: 'sheet', id: appointmentId, version: appointment.version }
    const sheet = { topic: topicsOf(language).preparation, about, screen, livesMs }
    const isChanged = stamp !== preparation.firstShown
    await messages.post([
      groupMessage(tools, { ...sheet, key }),
      ...(isChanged ? [groupMessage(tools, { ...sheet, key: `${key}:${stamp}`, edit: key })] : []),
    ])
    return { done: true }
  },
})
