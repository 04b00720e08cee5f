import type { Bound, Days, WordFacts } from './calendar.ts'
import type { Time } from './clock-time.ts'
import { longNumber, shortNumber } from './numbers.ts'

/** What a stretch of words means to a wish. */
export type Meaning =
  | { is: 'day'; day: Days }
  | { is: 'time'; time: Time }
  /** Words that look like a time and are none (a price, a plate): they stay in the rest. */
  | { is: 'not-time' }
  /** A day gone by, with the times that follow it. */
  | { is: 'past-day' }
  /** What has happened: a time in its clause is history. */
  | { is: 'happened'; before: boolean; after: boolean }
  /** The customer will not come, or late: no new time in this clause. */
  | { is: 'cancelled' }
  | { is: 'refused'; side: 'before' | 'after' }
  /** What is said before is the old time. */
  | { is: 'moved-to' }
  /** The next 'to' leads to the new time. */
  | { is: 'moved-from' }
  | { is: 'or' }
  /** Makes a run of days of the day it stands by: 周五之前, "after the 10th". */
  | { is: 'bound'; bound: Bound }
  | { is: 'to' }
  /** The end of a clause. */
  | { is: 'break' }
  /** About time, but not understood: better no answer than a wrong one. */
  | { is: 'doubt' }
  /** Politeness; no part of the rest. */
  | { is: 'filler' }

export type Token = { from: number; to: number; meaning: Meaning }

/** A row of a table: how words look, and what they mean. */
export type Rule = {
  pattern: RegExp
  read(words: (string | undefined)[], facts: WordFacts): Meaning[]
}

/** Latin words and numbers are never cut at their end: "mon" is not in "money", nor 12/3 in 12/34. */
const wholeWord = '(?:(?<![a-z\\d])|(?![a-z\\d]|[.,/]\\d))'

/** A rule from a pattern in which {N} stands for a number up to 99 and {A} for any amount, in digits or words. */
export function rule(source: string, read: Rule['read'] | Meaning): Rule {
  const expanded = source.replaceAll('{N}', shortNumber).replaceAll('{A}', longNumber)
  const pattern = new RegExp(`(?:${expanded})${wholeWord}`, 'iuy')
  return { pattern, read: typeof read === 'function' ? read : () => [read] }
}

/** Reads a text from left to right; where several rules match, the longest does, then the first of the table. */
export function tokenise(text: string, rules: Rule[], facts: WordFacts): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const found = longestAt(text, at, rules)
    if (found) {
      const to = at + found.words[0].length
      for (const meaning of found.rule.read([...found.words], facts)) tokens.push({ from: at, to, meaning })
      at = to
    } else at += latinRun(text, at)
  }
  return tokens
}

function longestAt(text: string, at: number, rules: Rule[]) {
  let best: { rule: Rule; words: RegExpExecArray } | null = null
  for (const rule of rules) {
    rule.pattern.lastIndex = at
    const words = rule.pattern.exec(text)
    if (words && words[0].length > (best?.words[0].length ?? 0)) best = { rule, words }
  }
  return best
}

function latinRun(text: string, at: number): number {
  let end = at
  while (latin.test(text[end] ?? '')) end += 1
  return Math.max(1, end - at)
}

const latin = /[a-z\d]/i
