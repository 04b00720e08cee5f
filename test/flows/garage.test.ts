import { describe, expect, it } from 'vitest'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { openShop } from '../support/open-shop.ts'
import { booked, freshPlate, labels, newcomer } from '../support/people.ts'

describe('我的车', () => {
  const shop = openShop()

  async function owner(plate = freshPlate()): Promise<SimUser> {
    const user = await newcomer(shop.stage)
    await user.taps('🚗 我的车')
    await user.sees('还没有登记您的车')
    await user.says(plate)
    await user.sees('已添加')
    return user
  }

  it('adds a vehicle with everything about it, each fact checked and explained', async () => {
    const wang = await owner()
    await wang.sees('第2步/共4步')
    await wang.taps('示例 S3 轿车')
    await wang.sees('第3步/共4步')
    await wang.says('很多')
    await wang.sees('没看懂')
    await wang.says('3.2万')
    await wang.sees('第4步/共4步')
    await wang.says('1M8GDM9AXKP042789')
    await wang.sees('校验位')
    await wang.taps('跳过 ▶')
    await wang.sees('示例 S3 轿车')
    await wang.sees('32,000 公里')
    await wang.sees('车架号：未填')
  })

  it('asks nothing more when the customer would rather tell it later', async () => {
    const wang = await owner()
    await wang.taps('以后再填')
    await wang.sees('里程：未填')
  })

  it('changes one fact at a time', async () => {
    const wang = await owner()
    await wang.taps('以后再填')
    await wang.taps('✏️ 型号')
    await wang.says('老款 皮卡 2011')
    await wang.sees('型号：老款 皮卡 2011')
    await wang.taps('✏️ 里程')
    await wang.taps('◀ 返回')
    await wang.taps('✏️ 里程')
    await wang.says('88000公里')
    await wang.sees('88,000 公里')
    await wang.taps('✏️ 车架号')
    await wang.says('1M8GDM9AXKP042788')
    await wang.sees('车架号：1M8GDM9AXKP042788')
  })

  it('asks once more about a mileage below the last one', async () => {
    const wang = await owner()
    await wang.taps('以后再填')
    await wang.taps('✏️ 里程')
    await wang.says('50000')
    await wang.taps('✏️ 里程')
    await wang.says('40000')
    await wang.sees('反而少了')
    await wang.taps('重填')
    await wang.says('41000')
    await wang.taps('确认')
    await wang.sees('41,000 公里')
  })

  it('knows a plate that is on the list already', async () => {
    const plate = freshPlate()
    const wang = await owner(plate)
    await wang.says('我的车')
    await wang.taps('＋ 添加车辆')
    await wang.says(plate)
    await wang.sees('已经在您的车里了')
  })

  it('books the vehicle that is looked at without asking which', async () => {
    const wang = await owner()
    await wang.says('我的车')
    await wang.taps('＋ 添加车辆')
    const second = freshPlate()
    await wang.says(second)
    await wang.taps('以后再填')
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.sees(second.replace('粤B', '粤B·'))
  })

  it('lists more vehicles than one screen holds, page by page', async () => {
    const wang = await owner()
    for (let i = 0; i < 6; i++) {
      await wang.says('我的车')
      await wang.taps('＋ 添加车辆')
      await wang.says(freshPlate())
    }
    await wang.says('我的车')
    expect(labels(wang).filter((label) => label.startsWith('粤B'))).toHaveLength(6)
    await wang.taps('更多 ▶')
    expect(labels(wang).filter((label) => label.startsWith('粤B'))).toHaveLength(1)
    await wang.taps('◀ 从头看')
    await wang.taps('🏠 主菜单')
    await wang.sees('今天想办点什么')
  })

  it('takes a sold vehicle off the list only after a check, the safe button first', async () => {
    const wang = await owner()
    await wang.taps('以后再填')
    await wang.taps('车已卖')
    expect(labels(wang)[0]).toBe('保留这辆车')
    await wang.taps('保留这辆车')
    await wang.taps('车已卖')
    await wang.taps('确认已卖')
    await wang.sees('不再为它发提醒')
    await wang.taps('🚗 我的车')
    await wang.sees('还没有登记您的车')
  })

  it('removes one that was added by mistake', async () => {
    const wang = await owner()
    await wang.taps('以后再填')
    await wang.taps('车已卖')
    await wang.taps('填错了，移除')
    await wang.sees('已移除')
  })

  it('keeps a vehicle that is still expected at the shop', async () => {
    const wang = await booked(shop.stage)
    await wang.says('我的车')
    await wang.taps(labels(wang)[0] ?? '')
    await wang.taps('车已卖')
    await wang.sees('还有预约')
    await wang.taps('🗓 看预约')
    await wang.sees('您的预约')
  })
})
