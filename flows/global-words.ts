import type { Enter } from '../src/conversation/understanding.ts'

/**
 * Words that win over any step, in the order in which they win: a complaint beats leaving, leaving beats a person,
 * a person beats everything about appointments. Matched against the whole utterance (politeness and signs aside), so
 * that “空调取消不了” in a description of a fault is no cancellation; a complaint and a call for a person are
 * heard inside short utterances as well.
 */
const words: { said: RegExp; leads: (text: string) => Enter }[] = [
  {
    said: /^(?:.{0,12}投诉.{0,12}|.{0,20}\bcomplain(?:t|ts)?\b.{0,20})$/iu,
    leads: (text) => ({ enter: 'human', entry: 'complain', input: text }),
  },
  {
    said: /^(?:退订|td|t|拒收|stop|unsubscribe|不要再?发(?:广告|消息)?了?)$/iu,
    leads: () => ({ enter: 'profile', entry: 'optOut', input: '' }),
  },
  {
    said: /^(?:(?:.{0,8})(?:人工|真人|客服)(?!费)(?:.{0,6})|(?:我?[要想])?(?:找|叫|联系)(?:个?人|顾问|经理|师傅).{0,6}|.{0,32}\b(?:human|real person|advisor|agent|operator)\b.{0,12})$/iu,
    leads: (text) => ({ enter: 'human', entry: 'call', input: text }),
  },
  {
    said: /^(?:(?:我?[要想])?(?:改期|改时间|改个?时间|改约|换个?时间|换时间)|(?:i (?:want|need) to )?(?:move|reschedule|change)(?: (?:it|(?:my|the) (?:appointment|booking|visit|time)))?)$/iu,
    leads: () => ({ enter: 'appointments', entry: 'move', input: '' }),
  },
  {
    said: /^(?:(?:我?[要想])?取消(?:预约|订单)?|不去|来不了?|(?:i (?:want|need) to )?cancel(?: (?:it|(?:my|the) (?:appointment|booking|visit)))?)$/iu,
    leads: () => ({ enter: 'appointments', entry: 'cancel', input: '' }),
  },
  {
    said: /^(?:我的预约|查(?:询|看)?预约|my appointments?|appointments?)$/iu,
    leads: () => ({ enter: 'appointments', entry: 'open', input: '' }),
  },
  {
    said: /^(?:我的资料|个人资料|语言|english|中文|my details|profile|language)$/iu,
    leads: () => ({ enter: 'profile', entry: 'open', input: '' }),
  },
  { said: /^(?:我的车|车库|my (?:cars?|vehicles?))$/iu, leads: () => ({ enter: 'garage', entry: 'open', input: '' }) },
  {
    said: /^(?:(?:我?[要想])?(?:预约|约个?时间)(?:保养|维修)?|(?:i (?:want|need|would like) to )?(?:book|make)(?: an?)?(?: appointment| visit)?)$/iu,
    leads: () => ({ enter: 'booking', entry: 'start', input: '' }),
  },
  {
    said: /^(?:菜单|主菜单|首页|返回首页|menu|home|help|帮助)$/iu,
    leads: () => ({ enter: 'menu', entry: 'open', input: '' }),
  },
]

/** Longer utterances are told, not commanded. */
const commandAtMost = 40

export function globalWord(text: string): Enter | null {
  const said = text
    .normalize('NFKC')
    .replace(/[\p{P}\p{S}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:你好|您好|请问?|麻烦|hi|hello|please)\s*/iu, '')
    .replace(/(?:吧|了)?\s*(?:谢谢|please|thanks)?$/iu, '')
  if (said.length === 0 || said.length > commandAtMost) return null
  return words.find((word) => word.said.test(said))?.leads(text) ?? null
}
