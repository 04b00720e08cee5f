import { type Rule, rule } from './tokens.ts'

const none = { is: 'not-time' } as const
/** Politeness, though it names a part of the day. */
const greeting = { is: 'filler' } as const
const doubt = { is: 'doubt' } as const

/** Numbers and words that look like a time and are none; they stay among the words about the wish. */
export const notTimes: Rule[] = [
  // prices
  rule('[¥￥$€£] ?{A}(?:[万千百]|块|元)?', none),
  rule('{A} ?(?:块钱?|元|圆|人民币|大洋|rmb|cny|yuan|dollars?|bucks|kuai)', none),
  // plates, and other runs of letters and digits
  rule('[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[a-z] ?[·・.\\- ]?[a-z\\d]{5,6}', none),
  rule(
    '(?:model|class|series|type|mazda|audi|bmw|mg|cs|id\\.?|no\\.?|number|room|bay|line|q|a|x|c|es|et) ?\\d{1,3}',
    none,
  ),
  // phones and other long numbers
  rule('(?!20\\d\\d[-/.])\\+?\\d[\\d\\- ]{6,18}\\d', none),
  rule('\\d{3,20}', none),
  // mileage, volume, share
  rule('{A} ?(?:多)?(?:万|千)?(?:多)?(?:公里|千米|里程|迈|km|kms|k|miles?|mi|kilomet(?:er|re)s?)', none),
  rule('{A} ?(?:升|毫升|l|litres?|liters?|ml|%|度|℃|bar|公斤|斤|米|毫米|mm|cm|寸|inch(?:es)?|kw|匹|v|伏)', none),
  rule('\\d\\.\\d ?[tl]', none),
  // counts
  rule(
    '{A} ?(?:个|台|辆|次|人|位|条|只|岁|桶|瓶|项|件|种|样|口|把|块|张|趟|回|遍|层|楼|折|倍|轮|缸|档|款)(?!月)',
    none,
  ),
  rule('{A} ?(?:cars?|people|persons?|tyres?|tires?|times|wheels?|items?|keys?|doors?|years? old)', none),
  rule('第{A}(?:点|号|天|周|个|次|日|条)?', none),
  rule('{N}号(?:线|楼|门|店|工位|院|车|汽油|柴油|油|机油|机|技师|桥|路|馆|厅|仓|库|桩)', none),
  rule('(?:型|账|帐|信|挂|卡|编|代|暗|符|引|称|牌)号', none),
  // durations
  rule(
    '{A} ?(?:多)?(?:个)?(?:半)?(?:小时|钟头|分钟|秒钟?|天|周|星期|礼拜|年|刻钟)(?:半|多|左右)?(?![一二三四五六日天])',
    none,
  ),
  rule(
    '(?:for |about |only |takes? |took |within |every )*{A} (?:and a half )?(?:hours?|hrs?|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|years?|yrs?)',
    none,
  ),
  rule('{A} ?(?:h|hr|min)', none),
  rule('{A} ?个(?:半)?月|半(?:小时|个小时|天|个月|年)|一会儿?', none),
  // scores
  rule('{A} ?(?:分(?!钟)|颗星|星|stars?|points?|/10|out of \\d{1,2})', none),
  rule('10/10|5/5|100/100|24/7|7[*x]24', none),
  // greetings, and words with a time inside
  rule('(?:早上|上午|中午|下午|晚上)好|早安|午安|晚安|早(?=[,，!！。~ ]|$)', greeting),
  rule(
    'good ?(?:morning|afternoon|evening|night|day)|morning(?= ?[,!])|evening(?= ?[,!])|have a (?:good|nice|great) \\w+',
    greeting,
  ),
  rule(
    '(?:早|晚|快|慢|大|小|多|少|便宜|好|有|高|低|近|远|贵|轻|重|差|热|冷|响|松|紧)(?:了|出|过)?(?:一|有|几)?点(?!钟|半)儿?',
    none,
  ),
  rule(
    '一点(?=[都也儿问小声异事不没油漏抖刮划意杂])|有点|几点|哪天|哪一天|周几|星期几|几号|几月|改天|天天|白天|半天|聊天|冬天|夏天|春天|秋天|天气',
    none,
  ),
  rule(
    '一(?:上午|下午|早上|晚上)|下午茶|早点|晚点|早餐|午饭|晚饭|早饭|日产|周岁|周到|周边|周围|点火|重点|点检|焦点',
    none,
  ),
  rule(
    'sun ?(?:roof|shade|visor|screen|glasses)|(?:it|car|has|have|just|been|which|that|i|we|he|she) sat|day ?light|day ?time',
    none,
  ),
  rule(
    '(?:what|which) (?:time|day|days|hours?)|how (?:long|late|early)|(?:every|a) one|(?:no|any|some) one|this one|that one|one of|which one|one more|the one',
    none,
  ),
]

const weekdayName = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?'

/** About time, but beyond these tables: better not understood than half understood. */
export const doubts: Rule[] = [
  rule('下?(?:周|星期|礼拜)[一二三四五六日]{2,5}(?=[都也来可能行去上下早晚中或,，。?？!！ ]|$)', doubt),
  rule('(?:下|这|本)?个?(?:周|星期|礼拜)(?:初|中间?|前半|后半)|[上下]半(?:周|月|年)', doubt),
  rule('(?:大年|正月|腊月|农历|阴历|初[一二三四五六七八九十])', doubt),
  rule('(?![调环季细关情音])\\p{Script=Han}节(?![气油温能约省])', doubt),
  rule(
    `(?:early|late|mid-?|(?:end|middle|beginning|start) of) ?(?:on )?(?:the |this |next )?(?:week|month|${weekdayName})`,
    doubt,
  ),
  rule(`(?:a |one )?week on ${weekdayName}|${weekdayName} (?:week|after (?:next|that)|after(?= ?[,.?!]|$))`, doubt),
  rule(
    '每(?:天|周|个|月|年|隔)|every (?:day|week|month|morning|afternoon|evening|mon\\w*|tue\\w*|wed\\w*|thu\\w*|fri\\w*|sat\\w*|sun\\w*)',
    doubt,
  ),
  rule('(?:mon|tues|wednes|thurs|fri|satur|sun)days', doubt),
  rule(
    '五一|十一(?!点|号|日|月|个)|国庆节?|春节|元旦|清明节?|端午节?|中秋节?|除夕|过年|年底|年前|年后|节前|节后|假期|小长假|元宵节?',
    doubt,
  ),
  rule("christmas(?: eve| day)?|easter|thanksgiving|new year'?s?(?: eve| day)?|holidays?|labou?r day", doubt),
  rule(
    '{A} ?(?:个)?(?:半)?(?:小时|钟头|分钟|月|年)(?:之?后|以后|之?内|以内)(?!天)|半(?:个)?(?:小时|月|天)(?:后|之后|以后|内)',
    doubt,
  ),
  rule(
    '{A}(?:天|周|个?星期|个?礼拜)(?:之内|以内|内)|(?:in|within) (?:the (?:next|coming) )?{A} (?:and a half )?(?:hours?|hrs?|minutes?|mins?|months?|years?)',
    doubt,
  ),
  rule(
    'within {A} (?:days?|weeks?)|(?:the )?(?:next|following) (?:few|couple|two|three|\\d{1,2}) (?:of )?(?:days?|weeks?|months?)|(?:in |over )?(?:the )?coming (?:days?|weeks?)',
    doubt,
  ),
  rule('in (?:a few|a couple of|several) (?:days?|weeks?)|(?:过)?几天(?:之后|以后|后)?|过(?:一阵|段时间|两天)', doubt),
  rule('(?:上班|下班|放学|吃饭|午饭|晚饭|早饭|饭|睡|午休)(?:之前|以前|前|之后|以后|后)(?!天)', doubt),
  rule('(?:after|before) (?:work|school|lunch|dinner|breakfast)|end of (?:the )?(?:day|week|year)|last thing', doubt),
  rule('开始(?!保养|做)|以来|起(?=[,，。;；!！ ]|$)', doubt),
  rule('(?:fortnight|month|year|week)(?: (?:on|from|after))?|weekdays?|工作日|平日|平时', doubt),
  rule('{A}月(?:份|中旬|上旬|下旬)?|(?:上|中|下)旬|明年|今年|年内|next year|this month|这个?月|本月', doubt),
]
