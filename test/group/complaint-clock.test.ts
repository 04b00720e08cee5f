import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AdvisorAtWork, advisor, quickForum } from '../desk/support.ts'
import { openBackOffice } from '../jobs/support.ts'
import { openShop } from '../support/open-shop.ts'
import { complaintDesk, complaintsOf } from './complaint-desk.ts'

describe('dealing with a complaint', { timeout: 300_000 }, () => {
  const shop = openShop(quickForum)
  let office: Awaited<ReturnType<typeof openBackOffice>>
  let manager: AdvisorAtWork
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
    manager = await advisor(shop.stage, '郑经理', { role: 'manager' })
  }, 120_000)
  afterAll(() => office.close())
  const desk = () => complaintDesk(shop.stage, () => manager)

  it('goes its way: claimed, planned, resolved, and closed only after the second contact', async () => {
    const { card, taps, raised } = desk()
    const wu = await office.customer({ firstName: '吴满' })
    await wu.says('我要投诉')
    await taps('认领', '吴满')
    expect(card('吴满')?.text).toContain('👤 郑经理')
    await taps('方案：经理致电', '吴满')
    expect(card('吴满')?.text).toContain('方案：经理致电')
    await taps('已解决', '吴满')
    await wu.sees('已经处理了')
    await taps('回访：满意', '吴满')
    expect(manager.user.lastToast).toContain('最早')
    expect(await complaintsOf(office, wu)).toHaveLength(1)
    // 2 March is a Monday: the second contact is due on Wednesday, late on Thursday.
    await shop.stage.moveTo('2026-03-05T12:00+08:00')
    expect(raised('吴满')).toEqual(['🕊 郑经理，可以做第二次回访了', '🚨 投诉已超时，还没第二次回访，请 郑经理 处理'])
    await taps('回访：满意', '吴满')
    expect(await complaintsOf(office, wu)).toEqual([])
    const open = await office.shop.tasks.openOnes()
    expect(open.filter(({ about }) => about.id.includes('吴满'))).toEqual([])
  })

  it('is opened again by one tap of the customer, with the same owner and a clock of its own', async () => {
    const { card, taps } = desk()
    const zheng = await office.customer({ firstName: '冯续' })
    await zheng.says('投诉')
    await taps('认领', '冯续')
    await taps('已解决', '冯续')
    await shop.stage.moveTo('2026-03-06T09:00+08:00')
    await zheng.taps('↩️ 还没解决')
    await zheng.sees('马上接着办')
    const [again] = await complaintsOf(office, zheng)
    expect(again).toMatchObject({ state: 'open', rounds: 2, owner: { name: '郑经理' }, claimedAt: null, plan: null })
    expect(again?.openedAt).toEqual(shop.stage.present())
    expect(card('冯续')?.text).toContain('第2次打开')
    const stranger = await office.customer()
    const { _id } = await office.recordOf(stranger)
    expect(await office.shop.complaints.reopen(again?._id ?? '', _id, 'x')).toMatchObject({
      refused: 'complaint-unknown',
    })
  })

  it('is raised at half and at the whole of each time, and becomes a task', async () => {
    const { raised, taps } = desk()
    const chen = await office.customer({ firstName: '陈等' })
    await shop.stage.moveTo('2026-03-09T10:00+08:00')
    await chen.says('投诉')
    const person = ['⏳ 各位，投诉时间过半，还没联系客户', '🚨 投诉已超时，还没联系客户，请 郑经理 处理']
    await shop.stage.moveTo('2026-03-09T10:14+08:00')
    expect(raised('陈等')).toEqual([])
    await shop.stage.moveTo('2026-03-09T10:15+08:00')
    expect(raised('陈等')).toEqual(person.slice(0, 1))
    await shop.stage.moveTo('2026-03-09T10:30+08:00')
    expect(raised('陈等')).toEqual(person)
    const { _id } = await office.recordOf(chen)
    expect(await office.tasks(_id)).toMatchObject([{ kind: 'complaint' }])
    await taps('认领', '陈等')
    expect(await office.tasks(_id)).toEqual([])
    await shop.stage.moveTo('2026-03-10T10:00+08:00')
    expect(raised('陈等').slice(2)).toEqual([
      '⏳ 郑经理，投诉时间过半，还没定方案',
      '🚨 投诉已超时，还没定方案，请 郑经理 处理',
    ])
  })

  it('is nobody’s when its owner leaves the shop, and says so at once', async () => {
    const { card, topic, taps } = desk()
    const yang = await office.customer({ firstName: '杨散' })
    await yang.says('投诉')
    await taps('认领', '杨散')
    await office.shop.advisors.leave(manager.id, 'test')
    await shop.stage.settled()
    expect((await complaintsOf(office, yang))[0]).toMatchObject({ owner: null, claimedAt: null, leftBy: '郑经理' })
    expect(card('杨散')?.text).toContain('郑经理 已离开，请接手')
    expect(topic('杨散').map(({ text }) => text)).toContain('👤 郑经理 已离开，请 各位 接手这个投诉')
    manager = await advisor(shop.stage, '郑经理', { role: 'manager' })
    await taps('认领', '杨散')
    expect(card('杨散')?.text).not.toContain('已离开')
  })
})
