import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBackOffice } from '../jobs/support.ts'
import { openShop } from '../support/open-shop.ts'
import { yingkeAt } from './yingke.ts'

/** Monday 2 March, 09:00, without an advisors' group: what the group would see is asked for in the terminal. */
describe('the shop in the terminal', { timeout: 240_000 }, () => {
  const shop = openShop()
  let office: Awaited<ReturnType<typeof openBackOffice>>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
  })
  afterAll(() => office.close())

  const yingke = (...args: string[]) => yingkeAt(args, shop.stage)

  it('prints the sheets of a day: who comes when, what parts and workshop get ready', async () => {
    const wang = await office.customer({ firstName: '王建国' })
    const booked = await office.books(wang, '2026-03-05T14:00+08:00')
    await office.shop.appointments.addConcern(booked._id, { words: '刹车有异响', media: [], saidAt: new Date() })
    const { code, says } = await yingke('day', '2026-03-05')
    expect(code).toBe(0)
    for (const words of ['3月5日 周四 14:00', '王建国', '常规保养', '⬜ 机油滤清器', '工时', '刹车有异响'])
      expect(says).toContain(words)
    expect(await yingke('day', '2026-03-08')).toMatchObject({ code: 0, says: expect.stringContaining('没有预约') })
    expect(await yingke('day', 'tomorrow')).toMatchObject({ code: 2, says: expect.stringContaining('Which day?') })
  })

  it('prints the open tasks with owner and due time, the most urgent first', async () => {
    const li = await office.customer({ firstName: '李秀英' })
    await li.says('人工')
    await office.shop.tasks.open({
      _id: 'check-merge:test',
      kind: 'check-merge',
      about: { kind: 'customer', id: (await office.recordOf(li))._id },
      words: '',
      dueAt: shop.stage.present(),
    })
    const [task] = (await office.shop.tasks.openOnes()).filter(({ kind }) => kind === 'call-customer')
    await office.shop.tasks.claim(task?._id ?? '', { id: 'tg:9', name: '林顾问' })
    const { code, says } = await yingke('tasks')
    expect(code).toBe(0)
    expect(says.indexOf('👥 核对合并的客户')).toBeGreaterThanOrEqual(0)
    expect(says.indexOf('👥 核对合并的客户')).toBeLessThan(says.indexOf('📞 客户要人工'))
    for (const words of ['李秀英', li.phone, '09:30 前', '👤 林顾问']) expect(says).toContain(words)
    for (const one of await office.shop.tasks.openOnes()) await office.shop.tasks.finish(one._id, 'done')
    expect(await yingke('tasks')).toMatchObject({ code: 0, says: expect.stringContaining('没有待办') })
  })

  it('tells of an appointment and of a customer what was sent, what not and why, and what comes next', async () => {
    const zhao = await office.customer({ consents: false })
    const { _id } = await office.books(zhao, '2026-03-09T14:00+08:00')
    const { _id: customerId } = await office.recordOf(zhao)
    await shop.stage.moveTo('2026-03-06T18:00+08:00')
    const answer = { purpose: 'service' as const, granted: true, textVersion: 'test', source: 'test', by: customerId }
    await office.shop.customers.setConsent(customerId, answer)
    await shop.stage.moveTo('2026-03-08T18:00+08:00')
    for (const about of [_id, customerId]) {
      const { code, says } = await yingke('why', about)
      expect(code).toBe(0)
      expect(says).toMatch(/2026-03-06 18:00 {2}due +light-reminder +skipped +no consent/)
      expect(says).toMatch(/2026-03-08 18:00 {2}due +reconfirmation +done/)
      expect(says).toMatch(/2026-03-08 18:00 {2}message +reconfirmation +sent/)
      expect(says).toMatch(/2026-03-09 12:00 {2}due +logistics +waiting/)
      for (const hidden of [zhao.phone, '车主']) expect(says).not.toContain(hidden)
    }
    expect(await yingke('why', 'apt_nobody')).toMatchObject({ code: 1 })
    expect(await yingke('why')).toMatchObject({ code: 2 })
  })
})
