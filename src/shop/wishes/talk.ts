import { type Rule, rule } from './tokens.ts'

const pastDay = { is: 'past-day' } as const
const done = '来|修|做|换|去|买|保养|检查|检|洗|用|开|坏|撞|刮|补|打|喷|问|联系|预约|约'
const broke = '坏|撞|刮|漏|熄火|抛锚|亮|爆|扎|响|追尾|抖'
const happenedBefore = { is: 'happened', before: true, after: false } as const
const happenedRound = { is: 'happened', before: true, after: true } as const

/** Words that make a run of days of the day beside them. */
const bounds: Rule[] = [
  rule('(?:之前|以前|前)(?![天面后])', { is: 'bound', bound: 'before' }),
  rule('(?:之后|以后|过后|后)(?![天面])', { is: 'bound', bound: 'after' }),
  rule('before|earlier than', { is: 'bound', bound: 'before' }),
  rule('by|until|till|no later than', { is: 'bound', bound: 'by' }),
  rule("from|(?:not|nothing|n't|no) (?:before|until|till|earlier than)|starting(?: from)?", {
    is: 'bound',
    bound: 'from',
  }),
  rule('after|later than', { is: 'bound', bound: 'after' }),
]

/** What customers say around times: what is past, refused, moved, or the end of a thought. */
export const talk: Rule[] = [
  rule(
    '大?前天|前日|昨(?:天|日|儿|晚|夜|早)|上+(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]?|上+个?月(?:初|中|底|末|{N}[号日])?|去年(?:{N}月)?(?:{N}[号日])?|前年|上次|上回|前几天|前些天|刚才|刚刚|前阵子',
    pastDay,
  ),
  rule('{A} ?(?:个)?(?:半)?(?:天|周|星期|礼拜|月|年|小时|钟头|分钟)(?:之前|以前|前)(?!天)', pastDay),
  rule(
    'yesterday|(?:the )?day before yesterday|last (?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|last (?:night|week|weekend|month|year|time)|the other day|previous(?:ly)?|recently',
    pastDay,
  ),
  rule('{A} (?:and a half )?(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?) ago|ago', pastDay),
  rule('last (?:january|february|march|april|may|june|july|august|september|october|november|december)', pastDay),
  rule('保修期?(?:到|至)|质保期?(?:到|至)|到期|过期|生日|有效期|birthday|expires?d?|warranty|valid', happenedRound),
  rule('(?:ever )?since', { is: 'happened', before: false, after: true }),

  rule(
    `(?:${done})过(?!来|去|一下)|(?:修|换|做|买|来|坏|保养|洗|提|撞|碰|刮|修好|取)的(?:车)?(?=[,，。!！?？;； ]|$)|(?:${broke})了`,
    happenedBefore,
  ),
  rule(
    'i came|came|was (?:there|here|in|at|serviced|repaired|fixed|done|changed|bought)|were (?:done|fixed|changed|replaced)|you (?:fixed|repaired|changed|serviced|replaced|did)|i (?:had|bought|brought|visited|got|picked)|(?:had|got) (?:it|my|the)|broke(?: down)?|started|(?:it|car) (?:began|happened|stopped|died)|(?:fixed|serviced|repaired|bought|changed|replaced|installed|washed) (?:on|it on|here on|last)',
    happenedRound,
  ),

  rule(
    "(?:我)?(?:来|去|到|赶)不了(?:了)?|不(?:能|会)?(?:来|去)了|(?:过)?不去了|过不来(?:了)?|来不及(?:了)?|can'?(?:no)?t (?:make it|come)|(?:not|won'?t be) (?:able to )?(?:come|coming|make it|making it)|won'?t (?:make it|come)|取消|cancel(?:led|ling)?",
    { is: 'cancelled' },
  ),
  rule(
    '(?:会|要|可能|大概)?(?:晚|迟)(?:到)?(?:{A})(?:个)?(?:半)?(?:小时|分钟|钟头|天|刻钟)(?:到|来)?|迟到|晚到|要晚|堵车',
    { is: 'cancelled' },
  ),
  rule(
    "(?:be |am |'m |running |arriving )(?:about |around |a bit |a little |{A} ?(?:hours?|hrs?|h|minutes?|mins?|min|m) )?late|{A} ?(?:hours?|hrs?|minutes?|mins?|min|m) late|running (?:late|behind)|delayed",
    { is: 'cancelled' },
  ),

  rule(
    '(?:那天|当天|都|也)?(?:是)?(?:不行|不可以|不太?方便|不太行|没空|没时间|没有空|没有时间|没法|有事|除外|以外|之外|就算了|算了|来不成|不在|不合适)(?:来|去|到)?',
    { is: 'refused', side: 'before' },
  ),
  rule('别(?:约|安排|是|在)?|不要|不想(?:约|要)?|除了|不是|不用|不约|不(?=(?:今|明|后|周|星期|下))', {
    is: 'refused',
    side: 'after',
  }),
  rule(
    "(?:is |does |would |will |do |are )?(?:not|n't|doesn'?t|don'?t|isn'?t|won'?t|no) (?:work(?:ing)?|good|possible|suit|ok(?:ay)?|convenient|free|available|be possible)(?: for me)?|(?:is|are) (?:out|bad|impossible|no good|busy)|(?:doesn'?t|don'?t|won'?t|isn'?t|cannot|can'?t)(?: (?:work|suit|do))?(?= ?(?:[,.!;?]|$|for me))",
    { is: 'refused', side: 'before' },
  ),
  rule(
    "not|no|never|except(?: for)?|but not(?! before| until)|anything but|any ?day but|other than|apart from|(?:can'?t|cannot|can not|couldn'?t|don'?t want|do not want|won'?t)(?: (?:do|manage|on|come|be there))*(?: on)?|instead of|rather than|avoid|i'?m (?:busy|away|not (?:free|available))(?: on)?|busy(?: on)?|unavailable(?: on)?",
    { is: 'refused', side: 'after' },
  ),
  // a question with a no in it is no refusal
  rule(
    '行不行|可不可以|能不能|好不好|方不方便|有没有空|有没有时间|可以不(?:可以)?|行不|要不要|要不|不如|是不是|不好意思|不知道|没问题|没关系|不急|差不多|不错',
    { is: 'filler' },
  ),
  rule("(?:no|not a) (?:problem|worries|thanks|rush)|not sure|if not|why not|is(?:n'?t| not) it", { is: 'filler' }),

  rule('(?:更?改|变更|修改|换|推迟|推|提前|挪|调整?|延期?|移)(?:到|成|至|为|在)(?!店)', { is: 'moved-to' }),
  rule('(?:更?改|换|调整?|挪|延)(?=[今明后下这周]|星期|礼拜|\\d{1,2}[月号/])', { is: 'moved-to' }),
  rule(
    '(?:move|moved|change|changed|reschedule|rescheduled|switch|push|postpone|shift|bring)(?: (?:it|this|that|my|the|our)(?: (?:appointment|booking|visit|slot|service))?)?(?: (?:forward|back|up))? (?:to|till|until)',
    { is: 'moved-to' },
  ),
  rule('(?<=between [^,.]{1,25} )and', { is: 'to' }),
  rule(
    '或者|或是|或|还是|要么|、|/|和|跟|or|either|and|(?:如果)?不行的话|不然(?:的话)?|要不然|otherwise|failing that',
    { is: 'or' },
  ),
  rule('move|moved|reschedule|rescheduled|postpone|shift', { is: 'moved-from' }),
  rule(
    '(?:change|changed|switch)(?= (?:from |my |the |our |it |this )*(?:appointment|booking|slot|time|visit|mon|tue|wed|thu|fri|sat|sun|tomorrow|today|it|from|\\d))',
    { is: 'moved-from' },
  ),
  rule('到|至|-|~|to|through|thru', { is: 'to' }),
  rule('到(?:店|你|贵|4s|时|达|底|了)', { is: 'filler' }),
  rule(
    "[,，。!！?？;；\\n]|但是?|不过|but|然后|and then|can i|could i|could you|can you|i want|i would like|i'd like|i'd prefer|please|however",
    { is: 'break' },
  ),
  ...bounds,
]
