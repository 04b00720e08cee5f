import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { telegramPace } from '../../src/messages/pace.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openBackOffice } from '../jobs/support.ts'
import { openShop } from '../support/open-shop.ts'
import { booked, regular } from '../support/people.ts'

const pace = { ...telegramPace, group: { ...telegramPace.group, calls: 1_000 } }

/** What hangs in the topics of sheets and tasks. */
const wall = (group: SimGroup) =>
  group.topics.filter(({ name }) => ['预约准备', '待办'].includes(name)).flatMap(({ id }) => group.topic(id))

describe('a customer who has their data erased', { timeout: 120_000 }, () => {
  const shop = openShop({ group: { title: '顾问群', forum: true }, pace })
  let office: Awaited<ReturnType<typeof openBackOffice>>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
  })
  afterAll(() => office.close())

  it('is taken out of every sheet, card and list in the advisors’ group, and of what is kept of them', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    const bystander = await booked(stage, { firstName: '路人甲' })
    const wang = await booked(stage, { firstName: '欧阳无痕', phone: '+8613600007777' })
    const { _id: customerId } = await office.recordOf(wang)
    const [vehicle] = await office.shop.vehicles.ofCustomer(customerId)
    await wang.says('我要投诉，上次洗车洗得太马虎')
    // Nobody does it: the tasks are raised.
    await stage.moveTo('2026-03-02T12:00+08:00')
    await wang.taps('🤖 继续自助')
    await wang.says('取消预约')
    await wang.taps('时间不合适')
    await wang.says('我的资料')
    await wang.taps('🔒 隐私')
    await wang.taps('🗑 删除资料')

    const { plate } = vehicle ?? { plate: '' }
    const shown = [plate, `${plate.slice(0, 2)} ${plate.slice(2)}`]
    const traces = ['欧阳无痕', '13600007777', '太马虎', ...shown].filter((one) => one.trim() !== '')
    const onTheWall = () => wall(group).filter(({ text }) => traces.some((trace) => text?.includes(trace)))
    expect(onTheWall().length).toBeGreaterThanOrEqual(4)
    expect(wall(group).filter(({ text }) => text?.includes('已超时')).length).toBeGreaterThanOrEqual(2)
    const messagesBefore = wall(group).length
    const theirTopics = () => group.topics.filter(({ name }) => name.includes('欧阳无痕'))
    expect(theirTopics()).toHaveLength(1)

    await wang.taps('确定全部删除')
    await wang.sees('已经全部删除')
    expect(onTheWall()).toEqual([])
    expect(theirTopics()).toEqual([])
    expect(wall(group)).toHaveLength(messagesBefore)
    expect(wall(group).filter(({ text }) => text?.includes('已按本人要求删除')).length).toBeGreaterThanOrEqual(4)
    await group.sees('资料已删除，不用再跟进')
    const aboutThem = { customerId }
    const kept = async () => JSON.stringify(await office.connection.collection('outbox').find(aboutThem).toArray())
    for (const trace of traces) expect(await kept()).not.toContain(trace)

    await stage.moveTo('2026-03-02T13:00+08:00')
    expect(onTheWall()).toEqual([])
    expect(theirTopics()).toEqual([])
    expect(wall(group)).toHaveLength(messagesBefore)
    expect(wall(group).some(({ text }) => text?.includes('路人甲'))).toBe(true)
    await bystander.says('取消预约')
  })

  it('is written out of what was on its way into the group at that moment', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    const li = await regular(stage, { firstName: '夏侯留名' })
    const { _id: customerId } = await office.recordOf(li)
    group.kicksBot()
    await li.says('我要投诉')
    expect(wall(group).some(({ text }) => text?.includes('夏侯留名'))).toBe(false)
    await office.shop.privacy.erase(customerId)
    await stage.settled()
    group.addsBot()
    await stage.moveTo('2026-03-02T13:30+08:00')
    expect(wall(group).some(({ text }) => text?.includes('夏侯留名'))).toBe(false)
  })

  it('is out of it though a process died between the erasure and its effects', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    const zhao = await regular(stage, { firstName: '司马半途' })
    const { _id: customerId } = await office.recordOf(zhao)
    await zhao.says('我要投诉')
    await group.sees('司马半途')
    // The back office has no messages of its own: like a process that died, it only leaves the fact behind.
    await office.shop.privacy.erase(customerId)
    await stage.settled()
    expect(wall(group).some(({ text }) => text?.includes('司马半途'))).toBe(false)
    expect(await office.shop.privacy.erased.unsettled(10)).toEqual([])
  })

  it('has its card known for as long as it hangs there', async () => {
    // A sheet or a card has the key of what it is about; its edits have longer ones.
    const cards = await office.connection
      .collection<{ _id: string }>('outbox')
      .find({ _id: /^(?:sheet|task):[^:]+$/, state: 'sent' })
      .toArray()
    expect(cards.length).toBeGreaterThan(3)
    // Only what is closed is ever forgotten by the database.
    expect(cards.filter((card) => 'closedAt' in card)).toEqual([])
  })
})
