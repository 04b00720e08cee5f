import { describe, expect, it } from 'vitest'
import { understandAttending } from '../../../src/shop/wishes/attending.ts'
import { understandScore } from '../../../src/shop/wishes/score.ts'

const fiveStars = { least: 1, most: 5 }

describe('a score that was typed', () => {
  it.each([
    ['5', 5, ''],
    ['５', 5, ''],
    ['5️⃣', 5, ''],
    ['五', 5, ''],
    ['5。', 5, ''],
    ['5！', 5, ''],
    ['5分', 5, ''],
    ['五分', 5, ''],
    ['5 分', 5, ''],
    ['给5分', 5, ''],
    ['打4分', 4, ''],
    ['我给你们打3分', 3, ''],
    ['5星', 5, ''],
    ['五星好评', 5, '好评'],
    ['四颗星', 4, ''],
    ['⭐⭐⭐⭐', 4, ''],
    ['5, 很好', 5, '很好'],
    ['5，很好', 5, '很好'],
    ['5 很好', 5, '很好'],
    ['2分，刹车还是响', 2, '刹车还是响'],
    ['1。太慢了', 1, '太慢了'],
    ['3/5', 3, ''],
    ['five', 5, ''],
    ['5 stars', 5, ''],
    ['five stars', 5, ''],
    ['4-star', 4, ''],
    ['4 out of 5', 4, ''],
    ["I'd give it a 4 out of 5", 4, ''],
    ['5 - great service', 5, 'great service'],
    ['2 not happy at all', 2, 'not happy at all'],
    ['4 points', 4, ''],
  ])('%s is %i', (text, score, words) => {
    expect(understandScore(text, fiveStars)).toMatchObject({ score, words })
    // What counts as a score is nothing that somebody on their way would say.
    expect(understandAttending(text)).toBeNull()
  })

  it.each([
    '55',
    '5点到',
    '5点',
    '5点半到',
    '下午5点',
    '5分钟',
    '5分钟后到',
    '晚5分钟',
    '还要5分钟到',
    '5号',
    '5月3日',
    '5个轮胎',
    '5万公里',
    '5.5',
    '5.5分',
    '0分',
    '6分',
    '10分',
    '100分',
    '5, 6号都可以',
    '5，明天下午',
    '5、6点',
    '5pm',
    '5 pm',
    '5:00',
    "5 o'clock",
    '5 minutes',
    '5 tyres please',
    '5 cars',
    'at 5',
    'five minutes late',
    '5, tomorrow',
    '很好',
    '谢谢',
    '13812345678',
    '沪A12345',
    '',
  ])('%s is none', (text) => {
    expect(understandScore(text, fiveStars)).toBeNull()
  })

  it('may be bare, which answers many questions, or not', () => {
    expect(understandScore('5', fiveStars)?.alone).toBe(true)
    for (const text of ['5分', '5, 很好', '5 stars']) expect(understandScore(text, fiveStars)?.alone).toBe(false)
  })

  it('goes from 0 to 10 where that was asked', () => {
    const ten = { least: 0, most: 10 }
    for (const [text, score] of [
      ['10', 10],
      ['0', 0],
      ['十分', 10],
      ['9/10', 9],
      ['8分，价格高', 8],
    ] as const)
      expect(understandScore(text, ten)).toMatchObject({ score })
    for (const text of ['11', '100', '10点到', '10分钟']) expect(understandScore(text, ten)).toBeNull()
  })
})
