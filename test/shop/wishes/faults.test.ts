import { describe, expect, it } from 'vitest'
import { tellsOfFault } from '../../../src/shop/wishes/faults.ts'

describe('words about a fault', () => {
  it.each([
    '刹车有异响',
    '空调不制冷',
    '空调不太凉，吹出来没冷气',
    '发动机故障灯亮了',
    '早上打不着火',
    '方向盘有点抖',
    '过减速带底盘咯噔响',
    '车子漏油',
    '开着开着就熄火了',
    '右前轮胎扎钉了',
    '雨刮器不动',
    '中控屏没反应',
    '仪表盘亮黄灯',
    'there is a strange noise from the front left',
    'the brakes squeal in the morning',
    'my car won’t start',
    'check engine light is on',
    'the AC is not cooling',
    'steering wheel shakes at 100 km/h',
    'it is leaking oil',
    'flat tyre',
  ])('%s', (text) => {
    expect(tellsOfFault(text)).toBe(true)
  })
})

describe('words about no fault', () => {
  it.each([
    '你好',
    '在吗',
    '今天好热啊',
    '天气不冷不热',
    '嘟嘟嘟',
    '你们几点下班',
    '保养多少钱',
    '服务太慢了',
    '谢谢，已经没有异响了',
    '空调修好了',
    '我手机坏了，晚点联系',
    '路上堵车',
    '你是机器人吗',
    '我的车什么时候好',
    '哈哈哈哈',
    'how are you',
    'nice car',
    'what a beautiful day',
    'the noise is gone, all good',
    'no more noise, thanks',
    'the website is not working',
    'where are you',
    'my car is ready?',
    '32000',
  ])('%s', (text) => {
    expect(tellsOfFault(text)).toBe(false)
  })
})
