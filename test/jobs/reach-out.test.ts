import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/ids.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import type { SimMessage } from '../../src/simulator/people/sim-message.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { listed, wasServiced } from '../campaigns/due.ts'
import { reachable, springCare } from '../campaigns/support.ts'
import { type AdvisorAtWork, advisor, inShop, quickForum } from '../desk/support.ts'
import { openShop } from '../support/open-shop.ts'
import { booked, labels } from '../support/people.ts'
import { sure } from './support.ts'

type Opened = ReturnType<typeof openShop>
const told = (user: SimUser) => user.chat.filter(({ text }) => text?.includes('日 保养到期：'))
const cardsIn = ({ stage }: Opened): SimMessage[] => {
  const group = stage.group as SimGroup
  const topic = group.topics.find(({ name }) => name === '待办')
  return topic ? group.topic(topic.id).filter(({ text }) => text?.startsWith('📞 打电话邀约')) : []
}
const cardOf = (shop: Opened, name: string) => cardsIn(shop).filter(({ text }) => text?.includes(name))
const recordsOf = ({ stage }: Opened, user: SimUser) =>
  inShop(stage, async (s) => {
    const customer = await s.customers.ofChat(`tg:${user.chatId}`)
    return customer ? (await s.outreaches.lastOf(customer._id, 10)).toReversed() : []
  })

/** A car serviced then is due on 10 March 2026, in the shop's first week here. */
const aYearAgo = '2025-03-10'

describe('what is due for a vehicle', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)
  let lin: AdvisorAtWork
  let li: SimUser
  let han: SimUser
  let later: SimUser
  let quiet: SimUser
  let gone: SimUser
  let coming: SimUser
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问', { profileId: 'lin' })
    li = await reachable(shop.stage, { firstName: '李雷' })
    han = await reachable(shop.stage, { firstName: '韩梅' })
    later = await reachable(shop.stage, { firstName: '周后' })
    quiet = await reachable(shop.stage, { firstName: '钱安静', marketing: false })
    gone = await reachable(shop.stage, { firstName: '孙退' })
    coming = await booked(shop.stage, { firstName: '吴来' })
    for (const user of [li, han, later, quiet, gone, coming]) await wasServiced(shop.stage, user, aYearAgo)
    await gone.says('退订')
  }, 120_000)

  it('is told at ten, with its reasons: why this customer, why today', async () => {
    await shop.stage.moveTo('2026-03-02T09:59+08:00')
    expect(told(li)).toHaveLength(0)
    await shop.stage.moveTo('2026-03-02T10:01+08:00')
    expect(told(li)).toHaveLength(1)
    expect(told(li)[0]?.text).toMatch(/李雷您好，您的 粤B/)
    expect(told(li)[0]?.text).toContain('2026年3月10日 保养到期：上次保养 2025年3月10日（20,000 公里），满 12 个月\n')
    const [first] = await recordsOf(shop, li)
    expect(first).toMatchObject({ cause: 'service', attempt: 1, by: 'chat', state: 'sent', advisorId: null })
    expect(first?.why).toMatchObject([{ cause: 'service', dueOn: '2026-03-10', by: 'months' }])
  })

  it('is not told to who said no to that or comes anyway, and the record says why', async () => {
    for (const user of [quiet, gone, coming]) expect(told(user)).toHaveLength(0)
    for (const user of [quiet, gone])
      expect(await recordsOf(shop, user)).toMatchObject([{ state: 'unsent', reason: 'no consent' }])
    expect(await recordsOf(shop, coming)).toEqual([])
  })

  it('leads to a booking in two taps', async () => {
    await han.taps('📅 马上预约', { on: told(han)[0] })
    expect(labels(han)).toContain('✅ 确认预约')
    await han.taps('✅ 确认预约')
    await shop.stage.moveTo('2026-03-02T10:05+08:00')
    const [first] = await recordsOf(shop, han)
    expect(first?.appointmentId).toMatch(/^apt_/)
  })

  it('is told again when the customer asked for it', async () => {
    await later.taps('⏰ 以后再说', { on: told(later)[0] })
    await later.taps('2周后')
    // A fortnight later is a Monday.
    await shop.stage.moveTo('2026-03-16T09:59+08:00')
    expect(told(later)).toHaveLength(1)
    await shop.stage.moveTo('2026-03-16T10:01+08:00')
    expect(told(later)).toHaveLength(2)
  })

  it('is told a second time after a month, and a week later somebody calls, with what to say', async () => {
    await shop.stage.moveTo('2026-04-01T09:59+08:00')
    expect(told(li)).toHaveLength(1)
    await shop.stage.moveTo('2026-04-01T10:01+08:00')
    expect(told(li)).toHaveLength(2)
    await shop.stage.moveTo('2026-04-08T09:59+08:00')
    expect(cardOf(shop, '李雷')).toHaveLength(0)
    await shop.stage.moveTo('2026-04-08T10:01+08:00')
    expect(cardOf(shop, '李雷')).toHaveLength(1)
    const [card] = cardOf(shop, '李雷')
    expect(card?.text).toContain('「您好，这里是迎客汽车服务中心，提醒您：」')
    expect(card?.text).toContain('2026年3月10日 保养到期')
    expect(card?.text).toContain('+86138')
    expect(card?.buttons.flat().map(({ label }) => label)).toEqual(
      expect.arrayContaining(['认领', '🤝 约好了', '⏰ 以后再打', '📵 没打通', '价格高']),
    )
    expect(told(li)).toHaveLength(2)
  })

  it('is answered on the phone in one tap, which counts as the advisor’s', async () => {
    await lin.taps('价格高', { on: cardOf(shop, '李雷')[0] })
    expect(cardOf(shop, '李雷')[0]?.text).toContain('不来')
    const span = { from: new Date('2026-03-01T00:00+08:00'), to: new Date('2026-05-01T00:00+08:00') }
    const { funnel, declines } = await inShop(shop.stage, async (s) => ({
      funnel: await s.funnel(span, 'advisor'),
      declines: await s.outreaches.declines(span, 'advisor'),
    }))
    expect(declines.get(lin.id)).toEqual({ price: 1 })
    expect(funnel.get(lin.id)).toMatchObject({ due: 1, reached: 1, answered: 1, booked: 0 })
  })

  it('is let go of then', async () => {
    await shop.stage.moveTo('2026-05-20T12:00+08:00')
    expect(told(li)).toHaveLength(2)
    expect(cardOf(shop, '李雷')).toHaveLength(1)
    expect(told(gone)).toHaveLength(0)
    expect(cardOf(shop, '孙退')).toHaveLength(0)
    expect(told(han)).toHaveLength(1)
  })
})

describe('customers who were never in the chat', { timeout: 240_000 }, () => {
  const shop = openShop({ ...quickForum, shopFile: fewCallsFile(2), at: '2026-03-06T09:00+08:00' })
  const names = ['甲一', '乙二', '丙三', '丁四', '戊五']
  let lin: AdvisorAtWork
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问', { profileId: 'lin' })
    await listed(shop.stage, names, aYearAgo)
  }, 120_000)
  const called = () => names.filter((name) => cardOf(shop, name).length > 0)

  it('are called, so many a day as the shop can, and on no day it is closed', async () => {
    await shop.stage.moveTo('2026-03-06T10:05+08:00')
    expect(called()).toHaveLength(2)
    await shop.stage.moveTo('2026-03-07T10:05+08:00')
    expect(called()).toHaveLength(4)
    // The eighth is a Sunday.
    await shop.stage.moveTo('2026-03-08T20:00+08:00')
    expect(called()).toHaveLength(4)
    await shop.stage.moveTo('2026-03-09T10:05+08:00')
    expect(called()).toHaveLength(5)
  })

  it('need no call once they have booked', async () => {
    const name = called().at(-1) ?? ''
    await inShop(shop.stage, async (s) => {
      await s.profile.refresh()
      const phone = `+8613900${100_000 + names.indexOf(name)}`
      const customer = await s.customers.register({ id: newId('cus'), phone, name, language: 'zh-CN', by: lin.id })
      const [vehicle] = '_id' in customer ? await s.vehicles.ofCustomer(customer._id) : []
      if (!('_id' in customer) || !vehicle) throw new Error('nobody has that phone')
      const id = newId('apt')
      const wanted = { id, customerId: customer._id, vehicleId: vehicle._id, itemIds: ['maintenance'], advisorId: null }
      const startsAt = new Date('2026-03-11T10:00+08:00')
      await s.appointments.hold({ ...wanted, startsAt, source: { kind: 'advisor' }, by: lin.id })
      sure(await s.appointments.confirm(id, lin.id))
    })
    await shop.stage.moveTo('2026-03-09T10:06+08:00')
    expect(cardOf(shop, name)[0]?.text).toContain('客户已有预约，不用再打')
    expect(cardOf(shop, name)[0]?.buttons).toEqual([])
  })

  it('end with what came of the call', async () => {
    const [booked = '', later = '', never = ''] = called()
    await lin.taps('🤝 约好了', { on: cardOf(shop, booked)[0] })
    await lin.taps('⏰ 以后再打', { on: cardOf(shop, later)[0] })
    await lin.taps('📵 没打通', { on: cardOf(shop, never)[0] })
    expect(cardOf(shop, never)[0]?.text).toContain('没打通')
    expect(cardOf(shop, never)[0]?.buttons).toEqual([])
    await shop.stage.moveTo('2026-04-20T12:00+08:00')
    expect(cardOf(shop, booked)).toHaveLength(1)
    expect(cardOf(shop, later)).toHaveLength(2)
    expect(cardOf(shop, never)).toHaveLength(2)
  })
})

describe('something due', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)

  it('waits for its turn when a campaign was quicker, and is not said any more when the work is done by then', async () => {
    const [li, wang] = [
      await reachable(shop.stage, { firstName: '李雷' }),
      await reachable(shop.stage, { firstName: '王芳' }),
    ]
    await inShop(shop.stage, async (s) => {
      await s.campaigns.open(springCare({ required: [] }), 'operator')
      await s.campaigns.launch('spring-care', 'operator')
    })
    await shop.stage.moveTo('2026-03-02T09:30+08:00')
    for (const user of [li, wang]) await wasServiced(shop.stage, user, aYearAgo)
    await shop.stage.moveTo('2026-03-08T12:00+08:00')
    for (const user of [li, wang]) expect(told(user)).toHaveLength(0)
    await wasServiced(shop.stage, wang, '2026-03-08')
    await shop.stage.moveTo('2026-03-09T12:00+08:00')
    expect(told(li)).toHaveLength(1)
    expect(told(wang)).toHaveLength(0)
    expect((await recordsOf(shop, wang)).at(-1)).toMatchObject({ state: 'unsent', reason: 'no longer due' })
  })
})

/** The sample shop with fewer people for the phone. */
function fewCallsFile(callsPerDay: number): string {
  const sample = readFileSync(new URL('../../src/shop/profile/sample-shop.yaml', import.meta.url), 'utf8')
  const file = join(mkdtempSync(join(tmpdir(), 'yingke-shop-')), 'shop.yaml')
  writeFileSync(file, sample.replace('settings: {}', `settings: { outreach: { callsPerDay: ${callsPerDay} } }`))
  return file
}
