import type { Days } from './calendar.ts'
import type { Time } from './clock-time.ts'
import type { Token } from './tokens.ts'

/** A time that was refused, with the day it belongs to. */
export type RefusedTime = { day?: Days; time?: Time }

/** What an utterance wishes, once history, refusals and old times are told apart; `heard` false: better not answer. */
export type Said = { wished: Token[]; refused: RefusedTime[]; day?: Days; heard: boolean }

/** Takes away the times that are not wished for: those of the past, those called off or refused, and those moved from. */
export function whatIsSaid(text: string, tokens: Token[]): Said {
  const said: Said = { wished: [], refused: [], heard: true }
  for (const clause of clausesOf(withMoves(tokens))) {
    const live = withoutHistory(clause)
    if (live.some(({ meaning }) => meaning.is === 'doubt')) said.heard = false
    const called = live.some(({ meaning }) => meaning.is === 'cancelled')
    const moved = live.findLastIndex(({ meaning }) => meaning.is === 'moved-to')
    if (moved >= 0) leaveOldTime(said, live.slice(0, moved))
    if (called && moved < 0) said.day ??= lastDay(live)
    else takeClause(said, text, moved >= 0 ? live.slice(moved + 1) : live)
  }
  return said
}

function takeClause(said: Said, text: string, clause: Token[]): void {
  let open = clause.filter(({ meaning }) => meaning.is !== 'filler' && meaning.is !== 'not-time')
  for (const marker of clause) {
    if (marker.meaning.is !== 'refused') continue
    const run = refusedRun(text, open, marker)
    if (run === 'unclear') said.heard = false
    else if (run.length > 0) {
      said.refused.push(...refusalsOf(run))
      open = open.filter((token) => !run.includes(token))
    }
  }
  if (clause.length === 1 && clause[0]?.meaning.is === 'refused' && isBare(text, clause)) {
    said.refused.push(...refusalsOf(said.wished))
    said.wished = []
  }
  said.wished.push(...open)
}

/** The times next to a "no": 周日|不行, not|Sunday. Other words between them leave it unclear what is refused. */
function refusedRun(text: string, tokens: Token[], marker: Token): Token[] | 'unclear' {
  const at = tokens.indexOf(marker)
  const before = runOf(text, tokens.slice(0, at).reverse())
  const after = runOf(text, tokens.slice(at + 1))
  const last = before[0]
  const first = after[0]
  const side = marker.meaning.is === 'refused' ? marker.meaning.side : 'before'
  const close = (from: number, to: number) => betweenRefusal.test(text.slice(from, to))
  if ([...before, ...after].some(({ meaning }) => meaning.is === 'bound')) return 'unclear'
  if (side === 'after' && first) return close(marker.to, first.from) ? after : []
  if (side === 'after' && !/^\W*$/u.test(text.slice(marker.to, marker.to + 2))) return []
  if (last) return close(last.to, marker.from) ? before : 'unclear'
  return first && close(marker.to, first.from) ? after : []
}

/** Times that stand together, the first given first. */
function runOf(text: string, tokens: Token[]): Token[] {
  const run: Token[] = []
  for (const token of tokens) {
    if (!['day', 'time', 'or', 'to', 'bound'].includes(token.meaning.is)) break
    const previous = run.at(-1)
    const gap = previous ? text.slice(Math.min(previous.to, token.to), Math.max(previous.from, token.from)) : ''
    if (!/^[ 的]*$/.test(gap)) break
    run.push(token)
  }
  return run
}

function refusalsOf(run: Token[]): RefusedTime[] {
  const days = run.flatMap(({ meaning }) => (meaning.is === 'day' ? [meaning.day] : []))
  const time = run.flatMap(({ meaning }) => (meaning.is === 'time' ? [meaning.time] : []))[0]
  return days.length === 0 ? (time ? [{ time }] : []) : days.map((day) => (time ? { day, time } : { day }))
}

/** A new time without a day is on the day of the old one. */
function leaveOldTime(said: Said, before: Token[]): void {
  const day = lastDay([...said.wished, ...before])
  if (day) said.day = day
  said.wished = []
}

function lastDay(tokens: Token[]): Days | undefined {
  return tokens.flatMap(({ meaning }) => (meaning.is === 'day' ? [meaning.day] : [])).at(-1)
}

/** Leaves out what has happened, and the times that belong to it; half-understood history does no harm. */
function withoutHistory(clause: Token[]): Token[] {
  const happened = clause.findLastIndex(({ meaning }) => meaning.is === 'happened' && meaning.before)
  const since = clause.findIndex(({ meaning }) => meaning.is === 'happened' && meaning.after)
  const past = clause.some(({ meaning }) => meaning.is === 'past-day')
  let inPast = false
  const live = clause.filter(({ meaning }, index) => {
    if (meaning.is === 'past-day') inPast = true
    else if (meaning.is === 'day') inPast = false
    if (index <= happened || (since >= 0 && index >= since)) return false
    return !(meaning.is === 'past-day' || (inPast && meaning.is === 'time'))
  })
  if (!past && happened < 0 && since < 0) return live
  const hasDay = live.some(({ meaning }) => meaning.is === 'day')
  return live.filter(({ meaning }) => meaning.is !== 'doubt' && (hasDay || !past || meaning.is !== 'time'))
}

function withMoves(tokens: Token[]): Token[] {
  let moving = false
  return tokens.map((token) => {
    if (token.meaning.is === 'moved-from') moving = true
    if (token.meaning.is !== 'to' || !moving) return token
    moving = false
    return { ...token, meaning: { is: 'moved-to' } as const }
  })
}

function clausesOf(tokens: Token[]): Token[][] {
  const clauses: Token[][] = [[]]
  for (const token of tokens) {
    if (token.meaning.is === 'break') clauses.push([])
    else clauses.at(-1)?.push(token)
  }
  return clauses
}

const isBare = (text: string, clause: Token[]) => {
  const [from, to] = [clause[0]?.from ?? 0, clause.at(-1)?.to ?? 0]
  return /^\s*(?:$|[,，。!！?？;；])/.test(text.slice(to)) && /(?:^|[,，。!！?？;；])\s*$/.test(text.slice(0, from))
}

const betweenRefusal =
  /^(?:[ 我们那真的可能都就也在约安排来于]|at all|on|in|is|are|be|the|a|that|this|day|really|just|also|i|it|for|me|do|either|any)*$/i
