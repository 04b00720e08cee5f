import { readServers } from '../config.ts'
import { openServices } from '../services/services.ts'
import { shopFileIn } from './shop-file.ts'
import { openStage } from './stage.ts'
import { storyTexts } from './story.texts.ts'
import { storyBeginsAt, tell } from './story.ts'
import { createTranscript } from './transcript.ts'

const language = process.argv.includes('en') ? 'en' : 'zh-CN'
const s = storyTexts[language]
const print = (line: string) => console.log(line)

print(s.title)
const services = await openServices({
  ...readServers(),
  data: { kind: 'throw-away' },
  say: (line) => print(`   ${line}`),
}).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
const shop = shopFileIn(language)
try {
  const stage = await openStage({
    ...services,
    at: storyBeginsAt,
    group: { title: s.group, forum: true },
    shopFile: shop.file,
  })
  try {
    await tell(stage, language, createTranscript({ zone: 'Asia/Shanghai', present: stage.present, print }))
    print('')
    print(s.end)
  } finally {
    await stage.close()
  }
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  shop.remove()
  await services.close()
}
