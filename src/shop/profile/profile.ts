import { isDeepStrictEqual } from 'node:util'
import { type Connection, Schema } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { isDuplicate } from '../change.ts'
import type { AdoptedProfile, ShopProfile } from './shop-profile.ts'

type StoredProfile = { _id: 'shop'; version: number; profile: ShopProfile; changedAt: Date }

/** A change of the profile is known to every process after this long, real ms. */
const freshMs = 1_000

/**
 * The shop's profile as it is in force, shared by all processes through one record. `current` never waits: a door
 * calls `refresh` at the beginning of its unit of work (one small read) and everyone else sees what it brought.
 */
export function createProfile({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = connection.model<StoredProfile>('Profile', schema)
  let known: AdoptedProfile | null = null
  let learntAt = 0

  const keep = (stored: StoredProfile): AdoptedProfile => {
    known = { ...stored.profile, version: stored.version }
    learntAt = performance.now()
    return known
  }

  /** The profile as last learned; throws before the first `adopt` or `refresh`. */
  function current(): AdoptedProfile {
    if (!known) throw new Error('the shop profile has not been read yet')
    return known
  }

  /**
   * Learns the profile anew, at most once in `freshMs`: reads its version, and the rest only when that changed. Whoever
   * met a record of a newer version asks for `atLeast` that one, and never waits.
   */
  async function refresh(atLeast = 0): Promise<AdoptedProfile> {
    if (known && known.version >= atLeast && performance.now() - learntAt < freshMs) return known
    const newest = await model.findById('shop', { version: 1 }).lean<Pick<StoredProfile, 'version'>>()
    if (known && newest?.version === known.version) {
      learntAt = performance.now()
      return known
    }
    const stored = newest && (await model.findById('shop').lean<StoredProfile>())
    if (!stored) throw new Error('no shop profile has been adopted')
    return keep(stored)
  }

  /** Puts a profile in force; the same profile again changes nothing. Of two at once, the later one to arrive stays. */
  async function adopt(profile: ShopProfile): Promise<AdoptedProfile> {
    const stored = await model.findById('shop').lean<StoredProfile>()
    if (stored && isDeepStrictEqual(stored.profile, plain(profile))) return keep(stored)
    const next: StoredProfile = {
      _id: 'shop',
      version: (stored?.version ?? 0) + 1,
      profile: plain(profile),
      changedAt: clock.now(),
    }
    const written = stored
      ? (await model.replaceOne({ _id: 'shop', version: stored.version }, next)).matchedCount === 1
      : await inserted(next)
    return written ? keep(next) : adopt(profile)
  }

  async function inserted(first: StoredProfile): Promise<boolean> {
    try {
      await model.create(first)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  return { current, refresh, adopt }
}

export type Profile = ReturnType<typeof createProfile>

/** As the database gives it back: without undefined, without a version of an earlier adoption. */
function plain(profile: ShopProfile & { version?: number }): ShopProfile {
  const { version: _, ...rest } = profile
  return JSON.parse(JSON.stringify(rest))
}

const schema = new Schema<StoredProfile>(
  {
    _id: { type: String, required: true } as never,
    version: { type: Number, required: true },
    profile: { type: Schema.Types.Mixed, required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'profile', versionKey: false, minimize: false },
)
