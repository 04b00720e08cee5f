export type Missing = { name: 'database' | 'Redis'; lacks: string[] }

const ways = {
  database: { program: 'MongoDB', setting: 'MONGODB_URI=mongodb://127.0.0.1:27017/?directConnection=true' },
  Redis: { program: 'redis-server', setting: 'REDIS_URL=redis://127.0.0.1:6379' },
}

/** A server is neither given nor can be had. The message is one sentence: what is missing, and three ways to give it. */
export class ServicesMissing extends Error {
  override name = 'ServicesMissing'

  constructor(missing: Missing[]) {
    const what = missing.map(({ name, lacks }) => `no ${name} (${lacks.join(', ')})`).join(' and ')
    const programs = missing.map(({ name }) => ways[name].program).join(' and ')
    const settings = missing.map(({ name }) => ways[name].setting).join(' ')
    const variables = missing.map(({ name }) => ways[name].setting.split('=')[0]).join(' and ')
    super(
      `There is ${what}: run "docker compose up -d mongo redis" and set ${settings}, or install ${programs}, ` +
        `or set ${variables} to what you have elsewhere`,
    )
  }
}
