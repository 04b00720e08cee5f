import type { Redis } from 'ioredis'

/**
 * Rouses sleepers in all processes over Redis pub/sub. Whoever sleeps also looks by itself now and then, so a ring
 * that is lost with Redis delays and never loses.
 */
export function createBell({ redis, name }: { redis: { producer: Redis; worker: Redis }; name: string }) {
  const channel = `${name}:bell`

  /** Never throws: without Redis nobody hears it, and nobody has to. */
  async function ring(): Promise<void> {
    await redis.producer.publish(channel, '').catch(() => {})
  }

  /** A sleeper's ear; `close` it. Its connection is its own, as Redis demands of subscribers. */
  function listen() {
    const subscriber = redis.worker.duplicate()
    let rung = false
    let rouse = () => {}
    const onRing = () => {
      rung = true
      rouse()
    }
    subscriber.on('error', () => {})
    subscriber.on('message', onRing)
    // After a reconnection too: whatever was rung in between was not heard.
    subscriber.on('ready', onRing)
    subscriber.subscribe(channel).catch(() => {})

    return {
      /** Whether it has rung since the last call. */
      heard(): boolean {
        const heard = rung
        rung = false
        return heard
      },
      /** Sleeps so many real milliseconds, less when it rings or has rung unheard. */
      sleep(ms: number): Promise<void> {
        if (rung) return Promise.resolve()
        return new Promise((resolve) => {
          const timer = setTimeout(resolve, ms)
          rouse = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      },
      close(): void {
        onRing()
        subscriber.disconnect()
      },
    }
  }

  return { ring, listen }
}

export type Bell = ReturnType<typeof createBell>
export type Ear = ReturnType<Bell['listen']>
