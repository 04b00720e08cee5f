import { describe, expect, it } from 'vitest'
import { understandWish } from '../../../src/shop/wishes/understand.ts'
import { tuesday } from './compact.ts'

describe('the words that are not about time', () => {
  it.each([
    ['明天下午3点', ''],
    ['我想预约明天下午3点，可以吗', ''],
    ['请帮我约一下周五上午10点做保养', '做保养'],
    ['明天下午3点做大保养，刹车有异响', '做大保养，刹车有异响'],
    ['早上好，明天下午3点', ''],
    ['5000公里保养 明天3点', '5000公里保养'],
    ['粤B12345 周四来换机油', '粤B12345 换机油'],
    ['Please book me in for tomorrow at 3pm', ''],
    ['Could I book an oil change for Friday at 10?', 'oil change'],
    ['周日不行', ''],
    ['Model 3 brake check on Thursday', 'Model 3 brake check'],
  ])('%s → "%s"', (said, rest) => {
    expect(understandWish(said, tuesday)).toMatchObject({ rest })
  })
})
