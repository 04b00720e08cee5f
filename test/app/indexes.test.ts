import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { booked, firstTime } from '../support/people.ts'
import { isServed, watchQueries } from '../support/served.ts'

describe('every query of a customer’s day', () => {
  const queries = watchQueries()
  const shop = openShop()

  it('is served by an index', async () => {
    const { stage } = shop
    const wang = await booked(stage)
    await wang.taps('🕐 改期')
    await wang.taps('📅 其他日期')
    await wang.says('我的预约')
    await wang.sendsPhoto()
    await wang.says('取消预约')
    await wang.taps('时间不合适')
    await wang.says('人工')
    await wang.says('5分')
    await wang.says('投诉')
    await wang.says('等了三个小时')
    await wang.says('我的车')
    await wang.says('我的资料')
    await wang.says('下周三上午保养')
    await wang.taps(firstTime(wang))
    await stage.moveTo(new Date(stage.present().getTime() + 86_400_000).toISOString())

    const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
    const unserved = await queries.unserved(connection)
    await connection.close()
    expect(queries.seen.size).toBeGreaterThan(20)
    expect(unserved).toEqual([])
  })

  it('would be found out without one', async () => {
    const connection = await mongoose.createConnection(shop.stage.databaseUri).asPromise()
    expect(await isServed(connection, { collection: 'customers', filter: { name: 'x' }, sort: {} })).toBe(false)
    await connection.close()
  })
})
