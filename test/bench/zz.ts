import { sendingPace } from './sending-pace.ts'
for (const m of await sendingPace({ mongodbUri: 'mongodb://127.0.0.1:27018/', redisUrl: 'redis://127.0.0.1:6390', database: 'ferret' }, { runs: 1 })) console.log(JSON.stringify(m))
