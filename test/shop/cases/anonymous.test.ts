import { describe, expect, it } from 'vitest'
import { anonymous } from '../../../src/shop/cases/anonymous.ts'
import { tokensOf } from '../../../src/shop/cases/tokens.ts'

const stands = {
  customer: '客户',
  advisor: '顾问',
  plate: '〔车牌〕',
  phone: '〔号码〕',
  vin: '〔车架号〕',
  mail: '〔邮箱〕',
}
const names = { customers: ['欧阳无痕'], advisors: ['林顾问', 'Mary Chen'] }
const bare = (text: string) => anonymous(text, names, stands)

describe('a story without the people in it', () => {
  it.each([
    ['欧阳无痕的车 粤B12345 又响了', '客户的车 〔车牌〕 又响了'],
    ['粤B·12345 和 粤b d12345', '〔车牌〕 和 〔车牌〕'],
    ['打 138 0013 8000 或 +86-13800138000', '打 〔号码〕 或 〔号码〕'],
    ['车架号 LSVAA4182E2123456', '车架号 〔车架号〕'],
    ['写到 li.lei@example.com', '写到 〔邮箱〕'],
    ['林顾问说 Mary 会回电', '顾问说 顾问 会回电'],
    ['换了3个滤芯，一共680元，跑了12000公里', '换了3个滤芯，一共680元，跑了12000公里'],
  ])('%s', (text, expected) => {
    expect(bare(text)).toBe(expected)
  })
})

describe('what a case is found by', () => {
  it('is Latin words whole and Chinese in pairs', () => {
    expect(tokensOf('刹车异响 ABS灯')).toEqual(['abs', '刹车', '车异', '异响', '灯'])
    expect(tokensOf('')).toEqual([])
  })
})
