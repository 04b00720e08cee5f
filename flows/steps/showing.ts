import { DateTime } from 'luxon'
import type { Language } from '../../src/language.ts'
import { dayOf, daysBetween } from '../../src/shop/profile/opening.ts'

/** Without `now` a day is never 今天 or 明天: for what is still read when that is no longer so. */
type Where = { language: Language; zone: string; now?: Date }

const relative = { 'zh-CN': ['今天', '明天', '后天'], en: ['today', 'tomorrow'] } as const

/** An instant on the shop's own wall clock: 明天 3月3日 周二 15:00, or: tomorrow, Tue 3 Mar, 15:00. */
export function showInstant(at: Date, where: Where): string {
  const time = showTime(at, where.zone)
  const day = showDay(dayOf(where.zone, at), where)
  return where.language === 'en' ? `${day}, ${time}` : `${day} ${time}`
}

/** The same where it begins a line. */
export function showInstantFirst(at: Date, where: Where): string {
  const shown = showInstant(at, where)
  return shown.charAt(0).toUpperCase() + shown.slice(1)
}

/** A shop day: 明天 3月3日 周二, or: tomorrow, Tue 3 Mar. */
export function showDay(onDay: string, { language, zone, now }: Where): string {
  const day = DateTime.fromISO(onDay, { zone })
  const near = now && relative[language][daysBetween(dayOf(zone, now), onDay)]
  const date = day.setLocale(language).toFormat(language === 'en' ? 'ccc d LLL' : 'M月d日 ccc')
  if (!near) return date
  return language === 'en' ? `${near}, ${date}` : `${near} ${date}`
}

/** A day long ago or far ahead: 2026年3月2日, or 2 Mar 2026. */
export function showDate(onDay: string, language: Language): string {
  const format = language === 'en' ? 'd LLL yyyy' : "yyyy'年'M'月'd'日'"
  return DateTime.fromISO(onDay, { zone: 'utc' }).setLocale(language).toFormat(format)
}

/** The day as a button's label: 3/3 周二, or Tue 3 Mar. */
export function shortDay(onDay: string, language: Language, zone: string): string {
  return DateTime.fromISO(onDay, { zone })
    .setLocale(language)
    .toFormat(language === 'en' ? 'ccc d LLL' : 'M/d ccc')
}

/** 15:00 on the shop's wall clock. */
export function showTime(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('HH:mm')
}

/** ¥480 or ¥480–620, from integer fen. */
export function showMoney(lowFen: number, highFen = lowFen): string {
  const yuan = (fen: number) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))
  return lowFen === highFen ? `¥${yuan(lowFen)}` : `¥${yuan(lowFen)}–${yuan(highFen)}`
}

/** 1小时30分钟, or 1 h 30 min. */
export function showDuration(minutes: number, language: Language): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const [h, m] = language === 'en' ? [' h ', ' min'] : ['小时', '分钟']
  return `${hours ? `${hours}${h}` : ''}${rest || !hours ? `${rest}${m}` : ''}`.trim()
}
