import { describe, expect, it } from 'vitest'
import { understandAttending } from '../../../src/shop/wishes/attending.ts'

describe('what is said about keeping an appointment', () => {
  it.each([
    ['晚半小时', 30],
    ['我会晚到20分钟', 20],
    ['不好意思，我可能要晚到二十分钟', 20],
    ['堵车了，晚到15分钟', 15],
    ['迟到一刻钟', 15],
    ['大概晚一个小时吧', 60],
    ['晚一个半小时到', 90],
    ['running 20 min late', 20],
    ["I'm running about 20 minutes late, sorry!", 20],
    ["I'll be half an hour late", 30],
    ["I'll be an hour late", 60],
    ["I'll be late by 10 minutes", 10],
    ['我要晚点到', null],
    ['路上堵车', null],
    ['可能会迟到', null],
    ["I'm running late", null],
    ['stuck in traffic', null],
  ])('%s is late by %s', (text, minutes) => {
    expect(understandAttending(text)).toEqual({ says: 'late', minutes })
  })

  it.each([
    ['来不了了', 'cannot'],
    ['明天来不了', 'cannot'],
    ['不好意思，有事来不了了', 'cannot'],
    ["can't make it", 'cannot'],
    ["Sorry, I can't make it tomorrow", 'cannot'],
    ['准时到', 'coming'],
    ['好的', 'agreed'],
    ['好的，明天见', 'coming'],
    ['ok', 'agreed'],
    ['Yes, sure!', 'agreed'],
    ['收到，谢谢', 'agreed'],
    ['我会准时到的', 'coming'],
    ["Yes, I'll be there", 'coming'],
    ['see you tomorrow', 'coming'],
    ['我到了', 'here'],
    ["I'm here", 'here'],
  ])('%s: %s', (text, says) => {
    expect(understandAttending(text)).toEqual({ says })
  })

  it.each([
    '，。',
    '昨晚半小时都打不着火',
    '空调取消不了',
    '明天能改后天吗',
    '改到后天下午三点',
    '晚上八点',
    '好的，再加一个轮胎更换',
    '几点到都可以吗',
    '刹车好像不行',
    'ok but can you check the brakes',
    '粤B12345',
    '里程到了3万',
    '机油灯亮了，要不要紧',
  ])('%s says nothing about it', (text) => {
    expect(understandAttending(text)).toBeNull()
  })
})
