import { z } from 'zod'
import { flow } from '../src/conversation/flow.ts'
import { texts } from '../src/language.ts'

const behalfTexts = texts({ over: '✖ 已停止代办，什么都没有改。' }, { over: '✖ Stopped; nothing was changed.' })

/** Where leaving leads when an advisor plays a flow for a customer. */
export const behalf = flow({
  name: 'behalf',
  version: 1,
  knows: {},
  inputs: { over: z.string() },
  entries: { over: ({ language }) => ({ done: { text: behalfTexts[language].over } }) },
  steps: {},
})
