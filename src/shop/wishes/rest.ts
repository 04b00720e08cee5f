import type { Token } from './tokens.ts'

/** The words that are not about the time wished for, without the fillers round them. */
export function restOf(text: string, tokens: Token[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { from, to, meaning } of tokens) {
    if (!taken.has(meaning.is)) continue
    pieces.push(text.slice(at, Math.max(at, from)))
    at = Math.max(at, to)
  }
  pieces.push(text.slice(at))
  return pieces.map(trimFillers).filter(Boolean).join(' ')
}

const taken = new Set(['day', 'time', 'filler', 'refused', 'cancelled', 'moved-to', 'moved-from', 'bound', 'or', 'to'])

function trimFillers(piece: string): string {
  let rest = piece
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(leading, '').replace(trailing, '')
    if (alone.test(rest)) rest = ''
  }
  return rest
}

const chinese =
  '有没有(?:位置?|空位?|时间)|看一下|看看|我想要|我想|我要|我们|我|想要|打算|准备|预约|预定|约个?时间|约|订|请问|请|麻烦你?|帮我|帮忙|给我|可以吗|可以么|可以不|可以|行吗|好吗|好的|方便吗|方便|有空吗?|有时间吗?|有位置吗?|还有位吗?|的话|一下|您好|你好|谢谢|时间|到店|过来|过去|都行|都可以|安排|左右|大概|大约|那就|那|就|能|吧|呢|吗|么|嘛|啊|呀|哦|哈'
const english =
  "i'd like to|i would like to|i want to|i'd like|i would like|i want|i need|i'd prefer|i prefer|can you|could you|can i|could i|can we|may i|is it possible to|is|it|please|pls|thanks|thank you|hello|hi|hey|book me in|book in|book me|book|schedule|make|an appointment|a booking|appointment|come in|come|drop by|bring it in|how about|what about|let's say|let's do|works for me|works|work|would be|is fine|is good|is ok|fine|great|ok|okay|yes|sure|maybe|perhaps|i'm free|i am free|free|for me|me|at|on|in|by|for|of|to|the|a|an|i|and|but|if possible|possible|available"
const leading = new RegExp(
  `^(?:[\\s,，。!！?？;；:：.、~()（）-]+|(?:${chinese})|[的在来去想要把再还](?![电去源])|(?:${english})(?![a-z\\d']))`,
  'i',
)
const trailing = new RegExp(
  `(?:[\\s,，。!！?？;；:：.、~()（）-]+|(?:${chinese})|[的在来想要]|(?<![a-z\\d'])(?:${english}))$`,
  'i',
)
const alone = /^[行好嗯来去也都到约]$/
