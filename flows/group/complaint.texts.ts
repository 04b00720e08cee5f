import { texts } from '../../src/language.ts'
import type { Complaint } from '../../src/shop/complaints/complaint.ts'
import type { Milestone } from '../../src/shop/complaints/milestones.ts'

const dues = (words: Record<Milestone, string>) => words
const states = (words: Record<Complaint['state'], string>) => words
const sources = (words: Record<Complaint['source'], string>) => words

/** What is usually done about a complaint; anything else is noted by command. */
export const plans = ['rework', 'inspection', 'call', 'goodwill'] as const
export type Plan = (typeof plans)[number]
const planned = (words: Record<Plan, string>) => words

export const complaintTexts = texts(
  {
    states: states({ open: '😠 投诉', resolved: '🕊 已解决，待回访', closed: '✔ 已关闭' }),
    sources: sources({ survey: '来自评价', chat: '来自聊天', advisor: '顾问登记' }),
    round: (times: number) => `第${times}次打开`,
    score: (score: number) => `⭐ ${score} 分`,
    wantsCall: '📞 请经理致电',
    unowned: '👤 还没有人认领',
    left: (name: string) => `👤 ${name} 已离开，请接手`,
    leftTo: (name: string, to: string) => `👤 ${name} 已离开，请 ${to} 接手这个投诉`,
    plan: (words: string) => `📝 方案：${words}`,
    dues: dues({
      acknowledged: '告知客户已登记',
      person: '联系客户',
      plan: '定方案',
      resolved: '解决',
      'second-contact': '第二次回访',
    }),
    due: (what: string, when: string) => `⏰ ${when} 前${what}`,
    half: (to: string, what: string) => `⏳ ${to}，投诉时间过半，还没${what}`,
    mayAsk: (to: string) => `🕊 ${to}，可以做第二次回访了`,
    contacted: (when: string, satisfied: boolean) => `🕊 ${when} 回访：${satisfied ? '满意' : '不满意'}`,
    overdue: (to: string, what: string) => `🚨 投诉已超时，还没${what}，请 ${to} 处理`,
    claim: '认领',
    plans: planned({ rework: '免费返修', inspection: '重新检查', call: '经理致电', goodwill: '补偿优惠' }),
    planButton: (what: string) => `方案：${what}`,
    resolve: '已解决',
    satisfied: '回访：满意',
    unsatisfied: '回访：不满意',
    tooEarly: (when: string) => `第二次回访最早 ${when}`,
    notResolved: '还没有解决',
    otherPlan: '其他方案：发 /plan 加上方案内容',
    none: '没有投诉。',
    whichWords: '请把客户的话写在命令后面，例如：/complaint 空调还是不凉',
    whichPlan: '请把方案写在命令后面，例如：/plan 周五前免费更换',
  },
  {
    states: states({ open: '😠 Complaint', resolved: '🕊 Resolved, second contact to come', closed: '✔ Closed' }),
    sources: sources({ survey: 'from a survey', chat: 'from the chat', advisor: 'noted by an advisor' }),
    round: (times: number) => `opened for the ${times}. time`,
    score: (score: number) => `⭐ ${score}`,
    wantsCall: '📞 Wants the manager to call',
    unowned: '👤 Nobody has it yet',
    left: (name: string) => `👤 ${name} has left, please take over`,
    leftTo: (name: string, to: string) => `👤 ${name} has left; ${to}, please take this complaint over`,
    plan: (words: string) => `📝 Plan: ${words}`,
    dues: dues({
      acknowledged: 'told that it is on record',
      person: 'contacted',
      plan: 'planned',
      resolved: 'resolved',
      'second-contact': 'contacted again',
    }),
    due: (what: string, when: string) => `⏰ ${what} by ${when}`,
    half: (to: string, what: string) => `⏳ ${to}: half the complaint’s time is over, not yet ${what}`,
    mayAsk: (to: string) => `🕊 ${to}, time to ask the customer again`,
    contacted: (when: string, satisfied: boolean) => `🕊 asked ${when}: ${satisfied ? 'satisfied' : 'not yet'}`,
    overdue: (to: string, what: string) => `🚨 The complaint is overdue, not yet ${what}; ${to}, please see to it`,
    claim: 'Claim',
    plans: planned({ rework: 'Free rework', inspection: 'Re-check', call: 'Manager calls', goodwill: 'Goodwill' }),
    planButton: (what: string) => `Plan: ${what}`,
    resolve: 'Resolved',
    satisfied: 'Asked: satisfied',
    unsatisfied: 'Asked: not yet',
    tooEarly: (when: string) => `Second contact not before ${when}`,
    notResolved: 'Not resolved yet',
    otherPlan: 'Another plan: /plan and what will be done',
    none: 'No complaints.',
    whichWords: 'Please write the customer’s words after the command: /complaint the AC is still warm',
    whichPlan: 'Please write the plan after the command: /plan replaced free of charge by Friday',
  },
)
