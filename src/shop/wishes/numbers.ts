/** Pattern of a number up to 99, in digits, Chinese or English; one group. */
export const shortNumber =
  '(\\d{1,2}|[零〇一二两三四五六七八九十廿]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'

/** Pattern of any amount, in digits (5,000 · 3.5 · 3万) or words; no group. */
export const longNumber =
  '(?:\\d{1,9}(?:[.,]\\d{1,3}){0,2}\\s?[万千百kw]?|[零〇一二两三四五六七八九十百千万半几]{1,8}|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of)'

const chinese: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

const english = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** The value of a number up to 99; NaN when the characters are no number (三三, 十十). */
export function numberOf(words: string | undefined): number {
  const plain = (words ?? '').toLowerCase()
  if (/^\d+$/.test(plain)) return Number(plain)
  if (english.includes(plain)) return english.indexOf(plain)
  const tens = /^(?:([二三四五六七八九])?十|(廿))([一二三四五六七八九])?$/.exec(plain)
  if (tens) return (tens[2] ? 2 : (chinese[tens[1] ?? '一'] ?? 1)) * 10 + (chinese[tens[3] ?? '零'] ?? 0)
  return chinese[/^[零〇]?(.)$/.exec(plain)?.[1] ?? ''] ?? Number.NaN
}
