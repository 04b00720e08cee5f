import { addDays } from '../profile/opening.ts'

/** Spreadsheets count days from here [ECMA-376 18.17.4.1, the 1900 date base as it works after February 1900]. */
const spreadsheetDayZero = '1899-12-30'

/** A car older than this is no customer's, and no paper runs longer than that. */
const earliest = '1980-01-01'
const yearsAhead = 20

/**
 * A shop day as lists write it: 2025-03-02, 2025/3/2, 2025.3.2, 2025年3月2日, 20250302, with or without a time, or the number a
 * spreadsheet keeps. Day and month first (3/2/2025) could be either, so they are no day here; `null` as well for one
 * that does not exist or lies out of reason, seen from `today`.
 */
export function parseDay(text: string, today: string): string | null {
  const said = text.normalize('NFKC').trim()
  const on = serial(said) ?? written(said)
  if (on === null || on < earliest) return null
  return Number(on.slice(0, 4)) <= Number(today.slice(0, 4)) + yearsAhead ? on : null
}

/** 45718, with a fraction for the time; seven and more digits are a written date. */
function serial(text: string): string | null {
  const days = /^(\d{5})(?:\.\d+)?$/.exec(text)?.[1]
  return days ? addDays(spreadsheetDayZero, Number(days)) : null
}

function written(text: string): string | null {
  const [, year, month, day] =
    /^(\d{4})(?:[-/.]|年)\s?(\d{1,2})(?:[-/.]|月)\s?(\d{1,2})日?(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2})?\S*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    []
  if (!year || !month || !day) return null
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  // 30 February is the 2nd of March to JavaScript, and no day to us.
  const date = new Date(`${on}T00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(on) ? on : null
}
