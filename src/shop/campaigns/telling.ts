import type { Clock } from '../../clock.ts'
import type { Words } from '../profile/shop-profile.ts'
import type { Campaign, CampaignModel } from './campaign.ts'
import { type Change, listedAtMost } from './changing.ts'

/** For how long what runs is taken as it was read, real ms. */
const freshMs = 1_000

/** How a campaign is told: to whom by now, to whoever wants to see it first, and what it answers. */
export function createTelling({ model, clock, change }: { model: CampaignModel; clock: Clock; change: Change }) {
  let known: Campaign[] = []
  let freshUntil = 0
  const running = () => model.find({ state: 'running' }).limit(listedAtMost).lean<Campaign[]>()

  /** Notes how far everybody was looked at, and who of them is not told: one write, whoever looked. False when somebody else was further. */
  async function advance(
    { _id, cursor }: Campaign,
    looked: { cursor: string | null; isOver: boolean; excluded: Record<string, number> },
  ): Promise<boolean> {
    const counts = Object.entries(looked.excluded).map(([why, many]) => [`excluded.${why}`, many])
    const { modifiedCount } = await model.updateOne(
      { _id, cursor },
      {
        $set: { cursor: looked.cursor, ...(looked.isOver && { walkedAt: clock.now() }) },
        ...(counts.length > 0 && { $inc: Object.fromEntries(counts) }),
      },
    )
    return modifiedCount === 1
  }

  /** Everybody in its audience has been told. */
  const finishTelling = (id: string) =>
    change<never>(id, 'rule', ({ toldAt }) => (toldAt ? {} : { toldAt: clock.now(), dirty: true }))

  /**
   * What a campaign that reached this customer answers to their words; `null` when they ask nothing it knows. Which
   * campaigns run is read at most once a second: most words ask nothing.
   */
  async function answerTo(words: string, reached: (campaignId: string) => Promise<boolean>): Promise<Words | null> {
    if (performance.now() > freshUntil) {
      known = await running()
      freshUntil = performance.now() + freshMs
    }
    const said = words.normalize('NFKC').toLowerCase()
    for (const { _id, file } of known) {
      const asked = file.questions.find((one) => one.words.some((word) => said.includes(word.toLowerCase())))
      if (asked && (await reached(_id))) return asked.answer
    }
    return null
  }

  /** Somebody wants to see the message in their own chat. */
  const test = (id: string, chat: string, by: string) =>
    change<never>(id, by, ({ tests }) => ({ tests: [...tests, { chat, by, at: clock.now() }], dirty: true }))

  return { running, advance, finishTelling, answerTo, test }
}
