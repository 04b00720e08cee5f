import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCampaign } from '../../../src/shop/campaigns/campaign-file.ts'
import { filledIn, unknownIn } from '../../../src/shop/campaigns/template.ts'
import { sampleShop } from '../../support/sample-profile.ts'

const file = `id: spring-care
name: { zh-CN: 春季养护, en: Spring care }
from: 2026-03-09
until: 2026-03-31
offer: { zh-CN: 免费, en: Free }
content: { zh-CN: 内容, en: Content }
message: { zh-CN: "{name}您好", en: "Hello {name}" }
itemIds: [maintenance]
audience: { models: [yk-s3], due: { causes: [service], withinDays: 30 } }
required: [lin]
`
const mistakes = (...replaced: [string, string][]) => {
  const text = replaced.reduce((whole, [from, to]) => whole.replace(from, to), file)
  const read = parseCampaign(text, sampleShop)
  return Array.isArray(read) ? read.map(({ line, path }) => `${line} ${path}`) : []
}

describe('a campaign’s file', () => {
  it('is read with what was left out', () => {
    const read = parseCampaign(file, sampleShop)
    expect(read).toMatchObject({ id: 'spring-care', questions: [], audience: { neverHere: true } })
  })

  it('comes with one to copy, which is right', () => {
    const sample = readFileSync('src/shop/campaigns/sample-campaign.yaml', 'utf8')
    const read = parseCampaign(sample, sampleShop)
    expect(Array.isArray(read) ? read : []).toEqual([])
    expect(read).toMatchObject({ id: 'summer-air', required: 'all', itemIds: ['maintenance'] })
  })

  it('names every mistake with its line', () => {
    expect(mistakes(['2026-03-31', '2026-03-01'])).toEqual(['4 until'])
    expect(mistakes(['"{name}您好"', '"{nmae}您好 {plates}"'])).toEqual(['7 message.zh-CN', '7 message.zh-CN'])
    expect(mistakes(['[maintenance]', '[polish]'], ['[lin]', '[nobody]'], ['[yk-s3]', '[yk-9]'])).toEqual([
      '8 itemIds.0',
      '9 audience.models.0',
      '10 required.0',
    ])
    expect(mistakes(['id: spring-care', 'id: Spring Care\nbonus: 1'])).toEqual(['1 id', '2 bonus'])
  })
})

describe('a campaign’s words', () => {
  it('are filled in once, and read well without what is not known', () => {
    expect(
      filledIn('{name}您好，您的 {plate} 到 {until}', { name: '李雷', plate: '粤B 10001', until: '3月31日' }),
    ).toBe('李雷您好，您的 粤B 10001 到 3月31日')
    expect(filledIn('{name}，您好', {})).toBe('您好')
    expect(filledIn('Hello {name}', { name: '{plate}', plate: 'X' })).toBe('Hello {plate}')
  })

  it('know what they do not know', () => {
    expect(unknownIn('{name} {nmae} {nmae} {}')).toEqual(['nmae', ''])
  })
})
