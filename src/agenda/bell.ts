import type { Redis } from 'ioredis'

/** What may have been rung about while nobody could hear it. */
export const anything = '*'

/**
 * Rouses sleepers in all processes over Redis pub/sub. Whoever sleeps also looks by itself now and then, so a ring
 * that is lost with Redis delays and never loses.
 */
export function createBell({ redis, name }: { redis: { producer: Redis; worker: Redis }; name: string }) {
  const channel = `${name}:bell`

  /** `about`: what has changed, for those who need not look at everything. Never throws: nobody has to hear it. */
  async function ring(about = ''): Promise<void> {
    await redis.producer.publish(channel, about).catch(() => {})
  }

  /** A sleeper's ear; `close` it. Its connection is its own, as Redis demands of subscribers. */
  function listen() {
    const subscriber = redis.worker.duplicate()
    const rung = new Set<string>()
    let rouse = () => {}
    const onRing = (about: string) => {
      rung.add(about)
      rouse()
    }
    subscriber.on('error', () => {})
    subscriber.on('message', (_channel, about) => onRing(about))
    // After a reconnection too: whatever was rung in between was not heard.
    subscriber.on('ready', () => onRing(anything))
    subscriber.subscribe(channel).catch(() => {})

    return {
      /** What it has rung about since the last call; empty when it has not rung. */
      heard(): string[] {
        const heard = [...rung]
        rung.clear()
        return heard
      },
      /** Sleeps so many real milliseconds, less when it rings or has rung unheard. */
      sleep(ms: number): Promise<void> {
        if (rung.size > 0) return Promise.resolve()
        return new Promise((resolve) => {
          const timer = setTimeout(resolve, ms)
          rouse = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      },
      close(): void {
        onRing(anything)
        subscriber.disconnect()
      },
    }
  }

  return { ring, listen }
}

export type Bell = ReturnType<typeof createBell>
export type Ear = ReturnType<Bell['listen']>
