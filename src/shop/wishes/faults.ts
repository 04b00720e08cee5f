/** What only a vehicle does: a fault on its own. */
const symptoms =
  /异响|怪响|怪声|异味|焦味|故障灯|报警灯|打不着|点不着火|启动不了|熄火|抛锚|漏[油水气液]|渗油|烧机油|冒(?:黑|白|蓝)?烟|爆胎|扎(?:了)?(?:钉|胎)|跑偏|不制[冷热]|刹不住|顿挫|开锅|\b(?:(?:strange|weird|odd|funny|loud|grinding|squeal\w*|squeak\w*|rattling|clunking|knocking|humming|whining) (?:noise|sound)s?|noise (?:from|when|in|at|under|while)|(?:engine|warning|abs|airbag|oil) light|leak(?:s|ing) (?:oil|coolant|water|fuel)|(?:oil|coolant|fuel) (?:is )?leak\w*|overheat\w*|flat (?:tyre|tire)|puncture)\b/iu

/** Signs that say nothing unless a part of the vehicle stands in the same sentence. */
const signs =
  /坏|故障|失灵|异常|响|抖|晃|卡|松|软|没反应|没力|无力|打滑|不[凉冷热亮动转灵]|没(?:有)?(?:声音|冷气|暖风)|(?:灯|表).{0,4}亮|亮.{0,4}灯|味|漏|\b(?:shak\w*|vibrat\w*|wobbl\w*|squeal\w*|squeak\w*|grind\w*|rattl\w*|knock\w*|noisy?|noise|smok\w*|smells?|leak\w*|stall\w*|broken?|dead|stuck|pull(?:s|ing)|not (?:work\w*|cool\w*|cold|heat\w*|start\w*|clos\w*|open\w*)|(?:won'?t|doesn'?t|does not|will not|isn'?t|stopped) (?:start|work|working|cool|cooling|heat|heating|shift|brake|braking|open|close|turn on|charge|charging))\b/iu
const parts =
  /车|刹|发动机|引擎|空调|方向盘|胎|底盘|悬挂|减震|变速箱|离合|油门|大灯|尾灯|雨刮|天窗|后备箱|电瓶|排气|水箱|仪表|倒车|中控|喇叭|安全带|\b(?:car|vehicle|brakes?|engine|ac|a\/c|air ?con\w*|steering|wheels?|ty?i?res?|suspension|gearbox|transmission|clutch|headlights?|wipers?|sunroof|windows?|doors?|trunk|boot|battery|exhaust|radiator|dashboard|seat ?belts?)\b/iu

/** What is over, or was never there, is no fault. */
const denied =
  /(?:没有?|不再|不)(?:再|什么|任何)?(?:异响|怪声|漏|抖|响|熄火)|(?:修|弄|搞)好了|正常了|解决了|没问题|\b(?:no (?:more )?(?:noise|leak|sound)|(?:is|was|all|been) (?:fixed|fine|good|gone|ok(?:ay)?))\b/iu
/** People of the shop, roads and premises break, too. */
const elsewhere =
  /手机|电脑|网络|网站|软件|电话|洗手间|休息室|店里|堵车|停车场|\b(?:phone|website|app|waiting room|traffic)\b/iu

/** Whether the words tell of something wrong with the vehicle, in Chinese or English. Pure; chit-chat is not taken for one. */
export function tellsOfFault(text: string): boolean {
  const said = text.normalize('NFKC').replaceAll('’', "'")
  if (denied.test(said) || elsewhere.test(said)) return false
  return symptoms.test(said) || (signs.test(said) && parts.test(said))
}
