import type { Week } from '../../../src/shop/profile/hours.ts'
import { addDays } from '../../../src/shop/profile/opening.ts'
import type { AdoptedProfile, ShopProfile } from '../../../src/shop/profile/shop-profile.ts'
import { oracle, type Plain } from './oracle.ts'
import { type Random, random } from './random.ts'

const words = (text: string) => ({ 'zh-CN': text, en: text })
const kinds = ['lift', 'quick', 'tyre']
const skills = ['engine', 'chassis', 'air']

/** Zones with a change of the clocks on the second or last Sunday below; the night shift sees it happen. */
const places = [
  { zone: 'Asia/Shanghai', fromDay: '2026-03-02' },
  { zone: 'America/New_York', fromDay: '2026-03-02' },
  { zone: 'America/New_York', fromDay: '2026-10-26' },
  { zone: 'Europe/Berlin', fromDay: '2026-10-19' },
  { zone: 'Australia/Lord_Howe', fromDay: '2026-03-30' },
]
const openings: Week['mon'][] = [
  [
    { fromMinute: 510, toMinute: 720 },
    { fromMinute: 780, toMinute: 1_080 },
  ],
  [{ fromMinute: 540, toMinute: 1_020 }],
  [
    { fromMinute: 0, toMinute: 345 },
    { fromMinute: 390, toMinute: 870 },
  ],
]

export type SeededShop = {
  profile: AdoptedProfile
  days: { onDay: string; appointments: Plain[] }[]
  itemIds: string[]
  advisorId: string | null
}

/** A shop with 8 bays, 12 technicians and 14 days of appointments, all of it from one number. */
export function seededShop(seed: number, dayCount = 14): SeededShop {
  const draw = random(seed)
  const place = draw.pick(places)
  const profile = seededProfile(draw, place.zone)
  const itemIds = draw.next() < 0.3 ? ['i1', draw.pick(['i2', 'i3'])] : [draw.pick(['i1', 'i2', 'i3', 'i4'])]
  const days = Array.from({ length: dayCount }, (_, index) => {
    const onDay = addDays(place.fromDay, index)
    return { onDay, appointments: fillDay(draw, profile, onDay, draw.below(60)) }
  })
  return { profile, days, itemIds, advisorId: draw.next() < 0.3 ? draw.pick(['a1', 'a2', 'a3']) : null }
}

function seededProfile(draw: Random, zone: string): AdoptedProfile {
  const hours = draw.pick(openings)
  const week = (off: number): Week => {
    const day = () => (draw.next() < off ? [] : hours)
    return { mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: day(), sun: day() }
  }
  const shorter = (intervals: Week['mon']) =>
    intervals.map(({ fromMinute, toMinute }) => ({
      fromMinute: fromMinute + 15 * draw.below(4),
      toMinute: toMinute - 15 * draw.below(4),
    }))
  const shift = (): Week => {
    const usual = shorter(hours)
    return { mon: usual, tue: usual, wed: shorter(hours), thu: usual, fri: usual, sat: usual, sun: usual }
  }
  const item = (id: string, labourMinutes: number, bayKind: string, skill: string): ShopProfile['items'][number] => ({
    id,
    name: words(id),
    aliases: [],
    renewsInterval: false,
    labourMinutes,
    bayKind,
    skill,
    parts: [],
    labourFen: { low: 0, high: 0 },
    warranty: words(id),
  })
  const withOne = (from: string[], chance: number) => [...new Set([draw.pick(from), ...draw.some(from, chance)])]
  return {
    version: 1,
    name: words('shop'),
    phone: '+8600000000',
    address: words('street'),
    location: { latitude: 0, longitude: 0 },
    zone,
    language: 'en',
    currency: 'CNY',
    opening: week(0.1),
    holidays: [],
    cannedReplies: [],
    extraDays: [],
    slotMinutes: draw.pick([15, 30, 60]),
    horizonDays: 30,
    leadMinutes: 60,
    holdMinutes: 5,
    intakeMinutes: draw.pick([15, 30]),
    bufferMinutes: draw.pick([0, 15, 30]),
    walkInReserve: draw.pick([0, 0.2]),
    bays: Array.from({ length: 8 }, (_, i) => ({ id: `b${i}`, name: words(`b${i}`), kinds: withOne(kinds, 0.4) })),
    technicians: Array.from({ length: 12 }, (_, i) => ({
      id: `t${i}`,
      name: words(`t${i}`),
      skills: withOne(skills, 0.4),
      dailyMinutes: draw.pick([240, 420, 600]),
      ...(draw.next() < 0.5 && { hours: shift() }),
    })),
    advisors: ['a1', 'a2', 'a3', 'a4'].map((id) => ({ id, name: words(id), shifts: shift() })),
    items: [
      item('i1', 60, 'lift', 'engine'),
      item('i2', 45, 'tyre', 'chassis'),
      item('i3', 100, 'lift', 'air'),
      item('i4', 150, 'quick', 'air'),
    ],
    concernItemId: 'i1',
    care: words('care'),
    models: [],
    settings: {} as ShopProfile['settings'],
  }
}

/** Appointments thrown at random, kept where nobody is in two places at once. */
function fillDay(draw: Random, profile: AdoptedProfile, onDay: string, tries: number): Plain[] {
  const { quarters, takes } = oracle(profile, onDay)
  const taken = new Set<string>()
  const kept: Plain[] = []
  for (let left = quarters.length ? tries : 0; left > 0; left--) {
    const one = {
      bayId: draw.pick(profile.bays).id,
      technicianId: draw.pick(profile.technicians).id,
      advisorId: draw.pick(profile.advisors).id,
      startsAt: draw.pick(quarters).ms,
      labourMinutes: draw.pick(profile.items).labourMinutes,
    }
    const cells = takes(one.startsAt, one.labourMinutes)
    if (!cells) continue
    const places = [
      ...cells.bay.map((ms) => `${one.bayId} ${ms}`),
      ...cells.technician.map((ms) => `${one.technicianId} ${ms}`),
      ...cells.advisor.map((ms) => `${one.advisorId} ${ms}`),
    ]
    if (places.some((place) => taken.has(place))) continue
    for (const place of places) taken.add(place)
    kept.push(one)
  }
  return kept
}
