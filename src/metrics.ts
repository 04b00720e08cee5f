import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What an operator watches, for Prometheus; one registry per process, nothing global. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    updates: new Counter({
      name: 'yingke_updates_total',
      help: 'Updates by what became of them',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    updateSeconds: new Histogram({
      name: 'yingke_update_seconds',
      help: 'Time from taking up an update to its answer being sent',
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers: [registry],
    }),
    calls: new Counter({
      name: 'yingke_api_calls_total',
      help: 'Calls to the Bot API by method and answer',
      labelNames: ['method', 'answer'],
      registers: [registry],
    }),
    /** `heldBackMs` is asked whenever the metrics are read; when it cannot be told, the last figure stands. */
    watchHeldBack(heldBackMs: () => Promise<number>): void {
      new Gauge({
        name: 'yingke_held_back_seconds',
        help: 'For how long nothing may leave because the channel was talked to too fast or did not answer',
        registers: [registry],
        async collect() {
          await heldBackMs().then(
            (ms) => this.set(ms / 1000),
            () => {},
          )
        },
      })
    },
  }
}

export type Metrics = ReturnType<typeof createMetrics>
