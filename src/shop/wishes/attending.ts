import { normalise } from './normalise.ts'
import { numberOf, shortNumber } from './numbers.ts'

/**
 * What somebody with an appointment says about coming. `late` counts from the appointment, `away` from now: on the way,
 * and so far from here; `minutes` is null when they did not say. `agreed` is a mere yes.
 */
export type Attending =
  | { says: 'late' | 'away'; minutes: number | null }
  | { says: 'cannot' | 'coming' | 'here' | 'agreed' }

/** Longer utterances tell a story, which is an advisor's to hear. */
const longestText = 60

const whoWhen =
  '(?:不好意思|抱歉|你好|您好|师傅|那个|我们?|可能|大概|大约|估计|应该|恐怕|今天|明天|今晚|这次|要|会|得|路上|有点|稍微|[ ,，。!！])*'
const ending = '(?:了|吧|哈|啊|啦|哦|呢|的|到|过?来|左右|谢谢|麻烦了|不好意思|抱歉|可以吗|行吗|好吗|[ ,，。.!！?？~])*'
const opening =
  "(?:sorry|hi|hello|hey|i|i'm|i am|i'll|i will|we|we're|we'll|it|might|may|going to|gonna|probably|be|about|around|just|so|but|today|tomorrow|maybe|[ ,.!])*"
const closing = '(?:today|tomorrow|sorry|thanks|thank you|please|is that ok(?:ay)?|for (?:it|my appointment)|[ ,.!?])*'

const duration = `(?:${shortNumber}?(?:来|多)? ?(个)?(半)?(?:个)?(小时|钟头|分钟|分|刻钟)(半)?)`
const englishDuration = `(?:(?:an? )?(half(?: an)?|an?|${shortNumber}) ?(hours?|hrs?|h|minutes?|mins?|m))`
const yes = '(?:好的?|行|ok|可以|没问题|收到|知道了|谢谢|嗯|👌|👍|[ ,，。!！~了的吧啦])*'
const agreed =
  '(?:yes|yep|ok(?:ay)?|sure|great|fine|perfect|sounds good|of course|absolutely|got it|will do|confirmed|please|thanks?|thank you|👍|[ ,.!])*'
const jam = '(?:堵车|堵在(?:路|高架|高速|桥|隧道)(?:上|里)?|路上(?:有点|很)?堵|塞车)'
const englishJam = '(?:(?:(?:stuck )?in |bad |heavy )?traffic(?: is (?:bad|heavy|terrible))?[ ,.]*)?'
/** What keeps people from coming. */
const something = '(?:临时|突然)?(?:有点?急?事)?[,， ]*'
const englishSomething = '(?:something (?:has )?(?:come|came) up[ ,.]*)?'

const rules: { said: RegExp; means: (said: RegExpExecArray) => Attending | null }[] = [
  {
    said: whole(`${whoWhen}${jam}?[,，了 ]*${whoWhen}(?:晚|迟)(?:到|点|来)?(?:个)?${duration}${ending}`),
    means: ([, ...said]) => late(chineseMinutes(said)),
  },
  {
    said: whole(
      `${whoWhen}(?:${jam}|迟到|晚到|来不及准时到?|赶不上|赶不及|(?:晚|迟)(?:一?点|一?会儿?|一下)(?:到|来)?)${ending}${jam}?${ending}`,
    ),
    means: () => ({ says: 'late', minutes: null }),
  },
  {
    said: whole(
      `${opening}${englishJam}${opening}(?:running )?(?:about )?${englishDuration} (?:late|behind)${closing}`,
    ),
    means: ([, ...said]) => late(englishMinutes(said)),
  },
  {
    said: whole(`${opening}(?:late|delayed) by (?:about )?${englishDuration}${closing}`),
    means: ([, ...said]) => late(englishMinutes(said)),
  },
  {
    said: whole(
      `${opening}${englishJam}${opening}(?:running (?:a (?:bit|little) )?(?:late|behind)|(?:a (?:bit|little) )?late|delayed|(?:stuck )?in traffic)${closing}`,
    ),
    means: () => ({ says: 'late', minutes: null }),
  },
  {
    said: whole(`${whoWhen}(?:(?:再等|再给|等)我?|还要|还得|还有|再有)${duration}(?:就|能|才|可以)*${ending}`),
    means: ([, ...said]) => away(chineseMinutes(said)),
  },
  {
    said: whole(`${whoWhen}${duration}(?:以?内|之?后|左右)?(?:就|能|才|可以)*到${ending}`),
    means: ([, ...said]) => away(chineseMinutes(said)),
  },
  {
    said: whole(
      `${whoWhen}(?:已经|正|就)?(?:在(?:赶?来的)?路上|马上就?到|就?快到|已?出发|出门|(?:正在|在)(?:赶|往)(?:过来|来|过去)的?(?:路上)?)${ending}`,
    ),
    means: () => ({ says: 'away', minutes: null }),
  },
  {
    said: whole(`${opening}(?:there|arrive|arriving|with you) in (?:about |around )?${englishDuration}${closing}`),
    means: ([, ...said]) => away(englishMinutes(said)),
  },
  {
    said: whole(`${opening}(?:give me |need )?another ${englishDuration}${closing}`),
    means: ([, ...said]) => away(englishMinutes(said)),
  },
  {
    said: whole(`${opening}(?:give me |need )?${shortNumber} more (minutes?|mins?)${closing}`),
    means: ([, number, unit]) => away(englishMinutes([number, undefined, unit])),
  },
  {
    said: whole(
      `${opening}(?:on (?:my|the|our) way|(?:almost|nearly) there|leaving now|just left|coming(?: now)?|there (?:soon|shortly)|heading over)${closing}`,
    ),
    means: () => ({ says: 'away', minutes: null }),
  },
  {
    said: whole(
      `${whoWhen}${something}(?:来不了|去不了|过不来|过不去|来不成|不能(?:来|去)|没法(?:来|去)|没空(?:过?来|过?去)|没时间(?:过?来|过?去)|不(?:来|去))${ending}`,
    ),
    means: () => ({ says: 'cannot' }),
  },
  {
    said: whole(
      `${englishSomething}${opening}(?:(?:can'?t|cannot|can not|won'?t|not able to|unable to|couldn'?t)(?: be able to)? (?:make it|come|be there)|not (?:coming|going to make it))${closing}`,
    ),
    means: () => ({ says: 'cannot' }),
  },
  {
    said: whole(
      '(?:我们?)?(?:已经)?(?:到[了啦]|到(?:你们|您)?(?:店门口|店里?|门口|楼下)[了啦]?|在(?:你们|您)?(?:店门口|店里|门口|楼下)[了啦]?)(?:已经)?[。!！ ]*',
    ),
    means: () => ({ says: 'here' }),
  },
  {
    said: whole(
      "(?:i'm|i am|we're|we are|i have|i've|just) (?:just )?(?:here|arrived|outside|at (?:the|your) (?:door|shop|gate|garage|dealership))(?: now)?[.! ]*|(?:arrived|here)(?: now)?[.! ]*",
    ),
    means: () => ({ says: 'here' }),
  },
  {
    said: whole(
      `${yes}(?:我?(?:会|能|一定)*(?:准时|按时)(?:到|来|过来)?|我?(?:会|能|一定)+(?:到|来)的?|(?:明天|到时候?|明儿|一会儿?)见)${ending}`,
    ),
    means: () => ({ says: 'coming' }),
  },
  {
    said: whole(
      `${agreed}(?:i'?ll be (?:there|on time)(?: on time)?|i will be there(?: on time)?|i'?m coming|see you(?: (?:then|tomorrow|there|soon))?)[ ,.!]*`,
    ),
    means: () => ({ says: 'coming' }),
  },
  { said: whole(`(?=.*(?:好|行|ok|可以|没问题|收到|知道|嗯|👌|👍))${yes}`), means: () => ({ says: 'agreed' }) },
  {
    said: whole(
      `(?=.*(?:yes|yep|ok|sure|great|fine|perfect|good|course|absolutely|got it|will do|confirmed|👍))${agreed}`,
    ),
    means: () => ({ says: 'agreed' }),
  },
]

/**
 * What an utterance says about keeping an appointment, when it says nothing else; `null` otherwise. Only of use for
 * somebody who has one: 好的 answers many questions. Pure, never throws.
 */
export function understandAttending(text: string): Attending | null {
  if (text.length > longestText) return null
  const plain = normalise(text).trim()
  for (const { said, means } of rules) {
    const heard = said.exec(plain)
    if (heard) return means(heard)
  }
  return null
}

const late = (minutes: number): Attending | null => (minutes > 0 ? { says: 'late', minutes } : null)
const away = (minutes: number): Attending | null => (minutes > 0 ? { says: 'away', minutes } : null)

/** 二十分钟, 半小时, 一个半小时, 一小时半, 一刻钟. */
function chineseMinutes([number, , half, unit, andHalf]: (string | undefined)[]): number {
  const each = unit === '刻钟' ? 15 : unit === '小时' || unit === '钟头' ? 60 : 1
  const count = number === undefined ? (half ? 0 : Number.NaN) : numberOf(number)
  return Math.round((count + (half || andHalf ? 0.5 : 0)) * each)
}

/** 20 minutes, half an hour, an hour. */
function englishMinutes([amount = '', , unit = '']: (string | undefined)[]): number {
  const each = unit.startsWith('h') ? 60 : 1
  if (amount.startsWith('half')) return each / 2
  return (/^an?$/.test(amount) ? 1 : numberOf(amount)) * each
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'iu')
}
