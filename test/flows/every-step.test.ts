import { beforeAll, describe, expect, it } from 'vitest'
import { flows } from '../../flows/flows.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { openShop } from '../support/open-shop.ts'
import { booked } from '../support/people.ts'
import { misfitsOf } from './fits.ts'
import { everyPlace, type Place } from './places.ts'
import { openRecords } from './records.ts'

const steps = everyPlace({ vehicleId: '', appointmentId: '' }).map(({ name, step }) => `${name}.${step}`)

describe('at every step of every flow', () => {
  const shop = openShop()
  const records = openRecords(shop)
  let wang: SimUser
  let places: Place[]
  const placeAt = (name: string) => places.find((place) => `${place.name}.${place.step}` === name) as Place

  beforeAll(async () => {
    wang = await booked(shop.stage)
    const { _id: customerId } = await records.customerOf(wang)
    const vehicle = await records.collection<{ _id: string }>('vehicles').findOne({ customerId })
    const appointment = await records.collection<{ _id: string }>('appointments').findOne({ state: 'booked' })
    places = everyPlace({ vehicleId: vehicle?._id ?? '', appointmentId: appointment?._id ?? '' })
  })

  it.each(steps)('%s fits a phone and speaks one language, in Chinese and in English', async (name) => {
    for (const language of ['zh-CN', 'en'] as const) {
      const { _id } = await records.customerOf(wang)
      await records.collection<{ _id: string }>('customers').updateOne({ _id }, { $set: { language } })
      await records.stand(wang, placeAt(name))
      await wang.sendsSticker()
      const screen = wang.screen()
      expect(misfitsOf(screen ?? { buttons: [] })).toEqual([])
      if (language === 'en') expect(withoutNames(screen?.text, screen?.buttons.flat())).not.toMatch(/\p{Script=Han}/u)
    }
    const { _id } = await records.customerOf(wang)
    await records.collection<{ _id: string }>('customers').updateOne({ _id }, { $set: { language: 'zh-CN' } })
  })

  it.each(steps)('%s leads to a person in one tap, and stays open below', async (name) => {
    await records.stand(wang, placeAt(name))
    await wang.sendsSticker()
    const before = wang.chat.filter(isCalled).length
    await wang.taps(/^(?:menu|welcome)/.test(name) ? '👩‍💼 找顾问' : '👤 人工')
    expect(wang.chat.filter(isCalled).length).toBe(before + 1)
    const { flow } = await records.conversationOf(wang)
    expect(`${flow?.name}.${flow?.step}`).toBe(name)
  })

  const globalWords = [
    ['退订', '已关闭「优惠活动」'],
    ['改期', '您现在约的是'],
    ['取消', '点一个原因就会取消'],
    ['stop', '已关闭「优惠活动」'],
    ['human', '已经帮您叫顾问了'],
  ] as const
  /** All of them are heard in one place, before any step: a complaint is said at every step, the others take turns. */
  const turns = steps.map((name, i) => ({ name, other: globalWords[i % globalWords.length] as [string, string] }))

  it.each(turns)('$name yields to a complaint, and to “$other.0”', async ({ name, other }) => {
    for (const [words, answer] of [['我要投诉', '投诉已经记下'], other] as const) {
      await records.stand(wang, placeAt(name))
      await wang.says(words)
      const newest = wang.chat.slice(wang.chat.findLastIndex(({ from }) => from === wang.id) + 1)
      expect(newest.map(({ text }) => text).join('\n')).toContain(answer)
    }
  })

  it('drops the record of an older version politely, whatever is done next', async () => {
    for (const name of Object.keys(flows).filter((one) => Object.keys(flows[one]?.steps ?? {}).length > 0)) {
      const place = places.find((one) => one.name === name) as Place
      await records.stand(wang, { ...place, version: place.version - 1 })
      await wang.says('粤B12345')
      expect(wang.screen()?.text).toContain('我们刚更新了服务')
    }
    await records.stand(wang, { name: 'gone', version: 1, step: 'x', state: null })
    await wang.says('你好')
    await wang.sees('我们刚更新了服务')
    await wang.taps('🗓 我的预约')
    await wang.sees('您的预约')
  })
})

const isCalled = ({ text }: { text?: string }) => text?.includes('已经帮您叫顾问了') ?? false

/** Plates, people and the switch back to Chinese keep their own writing in every language. */
function withoutNames(text = '', buttons: { label: string }[] = []): string {
  return [text, ...buttons.map(({ label }) => label)]
    .join('\n')
    .replaceAll(/[京沪粤]\p{L}·?[\dA-Z]{5,6}|车主\d+|中文|异响/gu, '')
}
