import { texts } from '../../src/language.ts'
import type { Stage } from '../../src/shop/visits/visit.ts'

const stages = (words: Record<Stage, string>) => words

export const visitTexts = texts(
  {
    walkIn: '无预约',
    stages: stages({
      arrived: '🚗 已到店',
      inquiry: '💬 问诊',
      estimate: '🧮 估价',
      repair: '🔧 维修',
      inspection: '🔍 完工检查',
      wash: '🧽 洗车',
      settlement: '🧾 结算',
      delivery: '🔑 交车',
      closed: '✔ 已完工',
    }),
    items: (names: string) => `🔧 ${names}`,
    complete: '✔ 完工交车',
    paid: (money: string) => `💰 实收 ${money}`,
    mileage: (km: string) => `📏 ${km}`,
    declined: (names: string) => `客户没做：${names}`,
    correct: '✏️ 更正',
    notToday: '不是今天的预约',
    noVisits: '没有在店车辆。',
  },
  {
    walkIn: 'no appointment',
    stages: stages({
      arrived: '🚗 Here',
      inquiry: '💬 Inquiry',
      estimate: '🧮 Estimate',
      repair: '🔧 In repair',
      inspection: '🔍 Final inspection',
      wash: '🧽 Car wash',
      settlement: '🧾 Settlement',
      delivery: '🔑 Delivery',
      closed: '✔ Completed',
    }),
    items: (names: string) => `🔧 ${names}`,
    complete: '✔ Hand back',
    paid: (money: string) => `💰 Paid ${money}`,
    mileage: (km: string) => `📏 ${km}`,
    declined: (names: string) => `Not wanted: ${names}`,
    correct: '✏️ Put right',
    notToday: 'Not today’s appointment',
    noVisits: 'No car is at the shop.',
  },
)
