import { sendingThroughput } from './sending-throughput.ts'
console.log(JSON.stringify(await sendingThroughput({ mongodbUri: 'mongodb://127.0.0.1:27018/', redisUrl: 'redis://127.0.0.1:6390', database: 'ferret' })))
