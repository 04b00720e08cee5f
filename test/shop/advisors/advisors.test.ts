import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk, tuesday } from '../handoffs/open-desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
beforeEach(() => desk.clear())
afterAll(() => desk.close())

async function token(profileId: string | null = null, role: 'advisor' | 'manager' = 'advisor'): Promise<string> {
  const made = await desk.advisors.invite({ role, profileId, by: 'operator' })
  return 'token' in made ? made.token : ''
}
const lin = { id: 'tg:1', name: '林' }
const zhou = { id: 'tg:2', name: '周' }

describe('an invitation', () => {
  it('is a token that fits a link, and is kept nowhere', async () => {
    const told = await token('lin')
    expect(told).toMatch(/^adv_[A-Za-z0-9_-]{32}$/)
    const stored = await desk.connection.collection('advisor_invites').find().toArray()
    expect(JSON.stringify(stored)).not.toContain(told)
  })

  it('makes the first who opens it an advisor, and no one else', async () => {
    const told = await token('lin', 'manager')
    const answers = await Promise.all([lin, zhou].map((person) => desk.advisors.accept(told, person)))
    const [refused, joined] = answers.toSorted((one) => ('refused' in one ? -1 : 1))
    expect(refused).toEqual({ refused: 'invite-used' })
    expect(joined).toMatchObject({ role: 'manager', profileId: 'lin', leftAt: null })
    expect(await desk.advisors.all()).toEqual([joined])
  })

  it('may be opened again by the same person, and at the same time', async () => {
    const told = await token('lin')
    await Promise.all(Array.from({ length: 5 }, () => desk.advisors.accept(told, lin)))
    expect(await desk.advisors.all()).toMatchObject([{ _id: 'tg:1', profileId: 'lin' }])
    const [{ version } = { version: 0 }] = await desk.advisors.all()
    expect(await desk.advisors.accept(told, lin)).toMatchObject({ _id: 'tg:1', version })
  })

  it('is finished after a crash between its two writes', async () => {
    const told = await token()
    await desk.advisors.accept(told, lin)
    await desk.connection.collection('advisors').deleteMany({})
    expect(await desk.advisors.accept(told, lin)).toMatchObject({ _id: 'tg:1' })
  })

  it('expires after a week, and is unknown when it was never made', async () => {
    const told = await token()
    desk.clock.set(new Date(desk.at('09:00').getTime() + 7 * 24 * 60 * 60 * 1000))
    expect(await desk.advisors.accept(told, lin)).toEqual({ refused: 'invite-expired' })
    expect(await desk.advisors.accept('adv_guessed', lin)).toEqual({ refused: 'invite-unknown' })
    expect(await desk.advisors.all()).toEqual([])
  })

  it('names only advisors the shop has', async () => {
    const refused = await desk.advisors.invite({ role: 'advisor', profileId: 'nobody', by: 'operator' })
    expect(refused).toEqual({ refused: 'advisor-unknown' })
  })
})

describe('an advisor', () => {
  it('gets the role and the shifts of a new invitation, and not those of an old one again', async () => {
    const first = await token('lin')
    await desk.advisors.accept(first, lin)
    await desk.advisors.accept(await token('zhou', 'manager'), lin)
    const again = await desk.advisors.accept(first, lin)
    expect(again).toMatchObject({ role: 'manager', profileId: 'zhou' })
    expect('history' in again && again.history.map(({ what, new: now }) => [what, now])).toEqual([
      ['role', 'manager'],
      ['profileId', 'zhou'],
    ])
  })

  it('who left is nobody here, is not let in by the used link, but by a new one', async () => {
    const told = await token()
    await desk.advisors.accept(told, lin)
    expect(await desk.advisors.leave('tg:1', 'operator')).toMatchObject({ leftAt: desk.clock.now() })
    const { leftAt } = (await desk.advisors.leave('tg:1', 'operator')) ?? {}
    expect(leftAt).toEqual(desk.clock.now())
    expect([await desk.advisors.get('tg:1'), await desk.advisors.all()]).toEqual([null, []])
    expect(await desk.advisors.accept(told, lin)).toEqual({ refused: 'invite-used' })
    expect(await desk.advisors.accept(await token(), lin)).toMatchObject({ leftAt: null })
    expect(await desk.advisors.leave('tg:404', 'operator')).toBeNull()
  })

  it('is on duty by shift, and the next one is known', async () => {
    const [monday, tuesdayOn] = [await desk.advisor('lin'), await desk.advisor('shen')]
    const ids = async () => (await desk.advisors.onDuty()).map(({ _id }) => _id)
    expect(await ids()).toEqual([monday])
    desk.clock.set(desk.at('12:30'))
    expect(await ids()).toEqual([])
    expect(await desk.advisors.nextOnDutyAt()).toEqual(desk.at('13:00'))
    desk.clock.set(desk.at('17:30'))
    expect(await desk.advisors.nextOnDutyAt()).toEqual(desk.at('08:30', tuesday))
    desk.clock.set(desk.at('09:00', tuesday))
    expect((await ids()).toSorted()).toEqual([monday, tuesdayOn].toSorted())
  })
})
