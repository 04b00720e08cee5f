import { normalise } from './normalise.ts'
import { numberOf } from './numbers.ts'

/** A score somebody typed; `alone` when it was a bare number, which answers many questions. `words` is what was said besides. */
export type Score = { score: number; words: string; alone: boolean }

/** Longer utterances tell a story; a score in them is not the point. */
const longestText = 400

const number =
  '(\\d{1,2}|[零一二两三四五六七八九十]|zero|one|two|three|four|five|six|seven|eight|nine|ten)(?![\\d.][\\d]|\\d)'
const giving = '我?给?(?:你们|您们?|你)?(?:打|评|选)?[个了]?(?:评分)?[:： ]*'
const englishGiving = "(?:i'?d |i would |i )?(?:give|rate|say|score)?(?: (?:it|you|them))?(?: an?)?[: ]*"
const unit = '(?:分(?!钟|之|店|公|批|期|付|开)|颗?星|/ ?(?:5|10)(?!\\d)|out of (?:5|10|five|ten)|stars?|points?|⭐️?)'
/** What may follow a bare number and a space: an opinion, never something to count. */
const opinion =
  '(?=很|非常|挺|太|不错|满意|好|差|还行|还可以|一般|谢谢|点?赞|very|good|great|excellent|perfect|nice|bad|poor|ok|thanks?|thank|love|well|not|terrible|awful)'

const withUnit = new RegExp(`^(?:${giving}|${englishGiving})${number} ?-?${unit}(.*)$`, 'isu')
const bare = new RegExp(
  `^${number}(?:[.。!！~ ]*$|[,，.。!！、;；:： -]+(?! *[\\d零一二两三四五六七八九十点])(.+)$)`,
  'isu',
)
const bareWithOpinion = new RegExp(`^${number} ?${opinion}(.+)$`, 'isu')
const stars = /^(?:⭐️?|🌟|★){1,5}$/u

/** What is a time of day or a number of things and no opinion, right after a bare number. */
const counted =
  /^(?:点|号|日|月|楼|个|台|人|万|千|百|公里|分钟|小时|天|周|年|块|元|折|am\b|pm\b|o'?clock|min|hour|h\b|km|days?\b|tyres?|cars?|people)/iu
/** Words after a number that are about coming, not about having been. */
const coming =
  /^(?:今|明|后|下|上午|下午|早上|晚上|周|星期|来|去|到|左右|tomorrow|today|next|on |at |mon|tue|wed|thu|fri|sat|sun)/iu

/**
 * The score, from `least` to `most`, that an utterance gives: “5”, “5分”, “五分”, “5, 很好”, “5 stars”, ⭐⭐⭐⭐. `null` for “55”, “5点到”,
 * “5分钟”, “5号”, a score outside of the range and everything else. Pure, never throws; of use only while somebody was asked.
 */
export function understandScore(text: string, { least, most }: { least: number; most: number }): Score | null {
  if (text.length > longestText) return null
  const plain = normalise(text.replace(/\ufe0f?\u20e3/gu, '')).trim()
  if (stars.test(plain)) return within([...plain.matchAll(/⭐|🌟|★/gu)].length, '', false)
  const said = withUnit.exec(plain)
  if (said) return within(numberOf(said[1]), wordsOf(said[2]), false)
  const [, typed, rest = ''] = bareWithOpinion.exec(plain) ?? bare.exec(plain) ?? []
  const words = wordsOf(rest)
  if (typed === undefined || counted.test(rest.trim()) || coming.test(words)) return null
  return within(numberOf(typed), words, words === '')

  function within(score: number, words: string, alone: boolean): Score | null {
    return score >= least && score <= most ? { score, words, alone } : null
  }
}

const wordsOf = (rest = '') => rest.replace(/^[,，.。!！、;；:：~\s-]+/u, '').trim()
