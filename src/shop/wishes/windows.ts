import { type Clock, partWindows, type Time, type Window } from './clock-time.ts'

/** A day's opening hours in minutes since midnight. */
export type Hours = { opensMinute: number; closesMinute: number }

type Stretch = { fromMinute: number | null; toMinute: number | null }

/** What a time may be on a day with these hours: none when outside them, several when only the customer can tell. */
export function windowsOf(time: Time | undefined, hours: Hours): Stretch[] {
  if (!time || time.said === 'any') return [{ fromMinute: null, toMinute: null }]
  if (time.said === 'opening') return [exactly(hours.opensMinute)]
  if (time.said === 'part') return within(partWindows[time.part], hours)
  if (time.said === 'range') return ranges(time.from, time.to, hours)
  if (time.side) return besides(time.clock, time.side, hours)
  return exactTimes(time.clock, hours)
}

function exactTimes(said: Clock, hours: Hours): Stretch[] {
  const inside = readingsOf(said).filter((minute) => isInside(minute, hours))
  return isEight(said) ? eight(inside, hours) : inside.map(exactly)
}

/** A bare eight is always asked: either end of the day, or what is nearest to it while the shop is open. */
function eight(inside: number[], hours: Hours): Stretch[] {
  if (inside.length > 1) return inside.map(exactly)
  const [only = hours.opensMinute] = inside
  const near = only < noon ? partWindows.morning : partWindows.evening
  return [exactly(only), ...within(near, hours)]
}

function besides(said: Clock, side: 'after' | 'before', hours: Hours): Stretch[] {
  const all = readingsOf(said)
  const inside = all.filter((minute) => isInside(side === 'after' ? minute : minute - 1, hours))
  // before eight in the morning or in the evening: nobody can tell
  if (inside.length === 0 && side === 'before' && isEight(said)) return []
  const minutes = inside.length > 0 ? inside : side === 'after' ? all.slice(0, 1) : all.slice(-1)
  return minutes.flatMap((minute) =>
    side === 'after'
      ? within({ fromMinute: minute, toMinute: hours.closesMinute }, hours)
      : within({ fromMinute: hours.opensMinute, toMinute: minute }, hours),
  )
}

/** The end of a range is the next time its clock shows after the beginning. */
function ranges(from: Clock, to: Clock, hours: Hours): Stretch[] {
  const all = readingsOf(from).flatMap((fromMinute) => {
    const toMinute = readingsOf(to).find((minute) => minute > fromMinute)
    return toMinute === undefined ? [] : [{ fromMinute, toMinute }]
  })
  const short = all.filter((one) => one.toMinute - one.fromMinute <= noon)
  const inside = short.filter((one) => isInside(one.fromMinute, hours))
  return (inside.length > 0 ? inside : short).flatMap((one) => within(one, hours))
}

function readingsOf({ minute, certain }: Clock): number[] {
  if (certain || minute >= noon) return [minute]
  return [minute, minute + noon]
}

function within(window: Window, { opensMinute, closesMinute }: Hours): Stretch[] {
  const fromMinute = Math.max(window.fromMinute, opensMinute)
  const toMinute = Math.min(window.toMinute, closesMinute)
  return fromMinute < toMinute ? [{ fromMinute, toMinute }] : []
}

const noon = 12 * 60
const exactly = (minute: number): Stretch => ({ fromMinute: minute, toMinute: minute })
const isInside = (minute: number, hours: Hours) => minute >= hours.opensMinute && minute < hours.closesMinute
const isEight = ({ minute, certain }: Clock) => !certain && minute >= 8 * 60 && minute < 9 * 60
