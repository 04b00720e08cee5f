import { DateTime } from 'luxon'
import type { Language } from '../../language.ts'
import { calendarDay } from './calendar.ts'
import { todayOf } from './settle.ts'
import type { Wish } from './wish.ts'

/** How a wish is said back: the present tells 明天 from a date, the zone is the shop's. */
export type DescribeFacts = { language: Language; zone: string; now: Date }

/**
 * A wish in the customer's language, for the echo and for buttons: an exact time with its full date (`3月5日 周四 15:00`,
 * `Thu 5 Mar, 15:00`), a looser one as people say it (`明天下午`). A window is said
 * with both ends (`tomorrow, 15:00–18:00`): "after 15:00" would hide an end that the customer may have given.
 */
export function describeWish(wish: Wish, facts: DescribeFacts): string {
  const chinese = facts.language === 'zh-CN'
  const exact = wish.fromMinute !== null && wish.fromMinute === wish.toMinute
  const day = wish.onDay === null ? '' : dayWords(wish.onDay, wish.span?.toDay, exact, facts)
  const time = chinese ? chineseTime(wish) : englishTime(wish)
  if (!day) return time || (chinese ? '任何时间' : 'any time')
  if (!time) return day
  if (!chinese) {
    if (/^\d/.test(time) || /\d/.test(day)) return `${day}, ${time}`
    return day === 'today' ? `this ${time}` : `${day} ${time}`
  }
  return /^\d/.test(time) || /[\d周]\S*$/.test(day) ? `${day} ${time}` : `${day}${time}`
}

function dayWords(onDay: string, toDay: string | undefined, exact: boolean, facts: DescribeFacts): string {
  if (toDay) return `${dateWords(onDay, facts)} – ${dateWords(toDay, facts)}`
  const days = calendarDay(onDay).diff(calendarDay(todayOf(facts)), 'days').days
  const near = facts.language === 'zh-CN' ? ['今天', '明天', '后天'] : ['today', 'tomorrow']
  return (exact ? undefined : near[days]) ?? dateWords(onDay, facts)
}

function dateWords(onDay: string, { language, zone, now }: DescribeFacts): string {
  const day = calendarDay(onDay)
  const otherYear = day.year !== DateTime.fromJSDate(now, { zone }).year
  if (language !== 'zh-CN') return day.toFormat(otherYear ? 'ccc d LLL yyyy' : 'ccc d LLL', { locale: 'en' })
  return `${day.toFormat(otherYear ? "yyyy'年'M'月'd'日'" : "M'月'd'日'")} 周${'一二三四五六日'[day.weekday - 1]}`
}

const noon = 12 * 60
/** A window from noon to this minute or later is the whole afternoon; an earlier end is said with its minute. */
const lateAfternoon = 17 * 60

function chineseTime({ fromMinute: from, toMinute: to }: Wish): string {
  if (from === null || to === null) return ''
  if (from === to) return clockWords(from)
  if (to === noon) return from < 10 * 60 ? '上午' : `${clockWords(from)}–12:00`
  if (from === noon && to >= lateAfternoon) return '下午'
  return `${clockWords(from)}–${clockWords(to)}`
}

function englishTime({ fromMinute: from, toMinute: to }: Wish): string {
  if (from === null || to === null) return ''
  if (from === to) return clockWords(from)
  if (to === noon && from < 10 * 60) return 'morning'
  if (from === noon && to >= lateAfternoon) return 'afternoon'
  return `${clockWords(from)}–${clockWords(to)}`
}

/** Minutes since midnight as HH:MM. */
function clockWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
