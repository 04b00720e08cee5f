import { type Language, texts } from '../../src/language.ts'
import type { Due } from '../../src/shop/care/due.ts'
import type { Doubt, ServiceDue } from '../../src/shop/care/service-due.ts'
import { showDate } from './showing.ts'

const km = (value: number) => value.toLocaleString('en-US')

const doubtsZh: Record<Doubt, string> = {
  'never-here': '没有进店记录，从上牌算起',
  'visit-km-reckoned': '上次进店的里程是推算的',
  'no-pace': '里程读数太少，只按月份算',
  'old-reading': '里程读数已旧',
}
const doubtsEn: typeof doubtsZh = {
  'never-here': 'never here, counted from its first plate',
  'visit-km-reckoned': 'the km at the last visit are reckoned back',
  'no-pace': 'too few readings, by months only',
  'old-reading': 'the last reading is old',
}

/** Why this vehicle, why on this day: for the people of the shop. */
export const dueTexts = texts(
  {
    service: (on: string, since: string, why: string) => `${on} 保养到期：${since}，${why}`,
    visit: (on: string, at: number | null) => `上次保养 ${on}${at === null ? '' : `（${km(at)} 公里）`}`,
    registration: (on: string) => `${on} 上牌`,
    months: (months: number) => `满 ${months} 个月`,
    km: (interval: number, pace: number, readings: number) =>
      `每天约 ${pace} 公里（${readings} 次读数），满 ${km(interval)} 公里`,
    paper: { inspection: '年检', insurance: '保险', warranty: '质保' },
    ends: (on: string, what: string) => `${on} ${what}到期`,
    declined: (on: string, what: string, then: string) => `${on} 再提：${what}（${then} 建议过，当时没做）`,
    unsure: (doubts: string) => `〔把握不大：${doubts}〕`,
    doubts: doubtsZh,
    none: '没有到期的车。',
    count: (all: number, shown: number) => (all > shown ? `共${all}台，列出${shown}台。` : `共${all}台。`),
  },
  {
    service: (on: string, since: string, why: string) => `${on} service due: ${since}, ${why}`,
    visit: (on: string, at: number | null) => `last service on ${on}${at === null ? '' : ` (${km(at)} km)`}`,
    registration: (on: string) => `first plate on ${on}`,
    months: (months: number) => `${months} months are over`,
    km: (interval: number, pace: number, readings: number) =>
      `at about ${pace} km a day (${readings} readings) ${km(interval)} km are driven`,
    paper: { inspection: 'inspection', insurance: 'insurance', warranty: 'warranty' },
    ends: (on: string, what: string) => `${on} the ${what} ends`,
    declined: (on: string, what: string, then: string) => `${on} ask again: ${what} (advised on ${then}, not done)`,
    unsure: (doubts: string) => ` [not sure: ${doubts}]`,
    doubts: doubtsEn,
    none: 'No vehicle is due.',
    count: (all: number, shown: number) =>
      all > shown ? `${all} vehicles, ${shown} of them listed.` : `${all} vehicles.`,
  },
)

/** One thing that is due, with its reasons, in a line; for the people of the shop also with what makes it less certain. */
export function dueInWords(due: Due, language: Language, { doubts = true } = {}): string {
  const t = dueTexts[language]
  const on = showDate(due.dueOn, language)
  if (due.cause === 'service') return serviceInWords(due, on, language, doubts)
  if (due.cause === 'declined') return t.declined(on, due.what[language], showDate(due.declinedOn, language))
  return t.ends(on, t.paper[due.cause])
}

function serviceInWords(due: ServiceDue, on: string, language: Language, doubts: boolean): string {
  const t = dueTexts[language]
  const { from, on: sinceOn, km: at } = due.since
  const since =
    from === 'visit' ? t.visit(showDate(sinceOn, language), at) : t.registration(showDate(sinceOn, language))
  const why =
    due.by === 'km' && due.kmPerDay !== null
      ? t.km(due.intervalKm, due.kmPerDay, due.readings)
      : t.months(due.intervalMonths)
  const unsure =
    doubts && due.doubts.length > 0
      ? t.unsure(due.doubts.map((doubt) => t.doubts[doubt]).join(language === 'en' ? '; ' : '；'))
      : ''
  return `${t.service(on, since, why)}${unsure}`
}
