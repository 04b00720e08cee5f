import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { type AdvisorAtWork, advisor, quickForum, topicOf } from '../desk/support.ts'
import { openBackOffice } from '../jobs/support.ts'
import { visited } from '../jobs/visited.ts'
import { openShop } from '../support/open-shop.ts'

describe('the survey and the people of the shop', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)
  let office: Awaited<ReturnType<typeof openBackOffice>>
  let lin: AdvisorAtWork
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
    lin = await advisor(shop.stage, '林顾问')
  }, 120_000)
  afterAll(() => office.close())

  const surveyIn = (user: SimUser) => user.chat.filter(({ text }) => text?.includes('您满意吗'))

  it('is not asked when an advisor asked first', async () => {
    const { user } = await visited(shop.stage, office, '2026-03-03T11:00+08:00', { firstName: '孟问' })
    await shop.stage.moveTo('2026-03-03T15:00+08:00')
    await lin.says('车还好开吗？', { topicId: topicOf(shop.stage, '孟问') })
    await lin.says('/close 已解决', { topicId: topicOf(shop.stage, '孟问') })
    await shop.stage.moveTo('2026-03-04T12:00+08:00')
    expect(surveyIn(user)).toEqual([])
  })

  it('is withdrawn when an advisor writes first, before it is answered', async () => {
    const { user, surveyId } = await visited(shop.stage, office, '2026-03-05T11:00+08:00', { firstName: '范收' })
    const other = await visited(shop.stage, office, '2026-03-05T16:00+08:00', { firstName: '彭答' })
    await shop.stage.moveTo('2026-03-06T16:00+08:00')
    await other.user.taps('4')
    for (const name of ['范收', '彭答']) await lin.says('车还好开吗？', { topicId: topicOf(shop.stage, name) })
    const [asked] = surveyIn(user)
    await user.taps('1', asked && { on: asked })
    await user.sees('评价已经结束')
    expect(await office.shop.surveys.get(surveyId)).toMatchObject({ state: 'withdrawn', answers: [] })
    expect(await office.shop.surveys.get(other.surveyId)).toMatchObject({ state: 'answered', answers: [{ score: 4 }] })
  })

  it('waits while a person has the chat whom the customer asked for', async () => {
    const { user } = await visited(shop.stage, office, '2026-03-09T11:00+08:00', { firstName: '鲁等' })
    await shop.stage.moveTo('2026-03-10T10:50+08:00')
    await user.says('人工')
    await lin.says('您好，请讲', { topicId: topicOf(shop.stage, '鲁等') })
    await user.says('发票可以补开吗？')
    await shop.stage.moveTo('2026-03-10T11:05+08:00')
    expect(surveyIn(user)).toEqual([])
    await lin.says('可以，已经发您邮箱', { topicId: topicOf(shop.stage, '鲁等') })
    await lin.says('/close 已解决', { topicId: topicOf(shop.stage, '鲁等') })
    await shop.stage.moveTo('2026-03-10T12:30+08:00')
    expect(surveyIn(user)).toHaveLength(1)
  })
})
