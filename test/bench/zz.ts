import { sendingPace } from './sending-pace.ts'
for (const senders of [1, 2]) for (const m of await sendingPace({ mongodbUri: 'mongodb://127.0.0.1:27018/', redisUrl: 'redis://127.0.0.1:6390', database: 'ferret' }, { runs: 1, senders, only: [20] })) console.log(JSON.stringify(m))
