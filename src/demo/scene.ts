import type { Language } from '../language.ts'
import type { SimGroup } from '../simulator/people/group.ts'
import type { SimUser } from '../simulator/people/user.ts'
import type { Staff } from './staff.ts'
import type { Stage } from './stage.ts'
import { storyTexts } from './story.texts.ts'
import type { createTranscript } from './transcript.ts'

/** What the story is told with: what people do stands on paper, and then what they see. */
export function createScene({
  stage,
  language,
  paper,
  staff,
}: {
  stage: Stage
  language: Language
  paper: ReturnType<typeof createTranscript>
  staff: Staff
}) {
  const s = storyTexts[language]
  const { group: desk } = stage
  if (!desk) throw new Error('the story needs an advisors’ group')
  const group: SimGroup = desk

  async function taps(user: SimUser, label: string) {
    paper.does(s.presses(label))
    await user.taps(label)
    paper.looks(user)
  }
  async function says(user: SimUser, text: string) {
    paper.does(text)
    await user.says(text)
    paper.looks(user)
  }
  const passes = (minutes: number) => stage.moveTo(new Date(stage.present().getTime() + minutes * 60_000).toISOString())

  const topicOf = (name: string): number => {
    const id = group.topics.find((topic) => topic.name.startsWith(name))?.id
    if (id === undefined) throw new Error(`${name} has no topic`)
    return id
  }
  /** What is new in the group, or in one topic of it. */
  function looksAtDesk(topicId?: number) {
    paper.does(s.inGroup)
    paper.looks(topicId === undefined ? group : { id: group.id, chat: group.topic(topicId) })
  }
  async function deskTaps(label: string) {
    paper.does(`${s.advisor} ${s.presses(label)}`)
    await staff.hands.taps(label)
  }
  /** Said in a topic: to its customer, or, as a reply to it, to what the bot asked last. */
  async function deskSays(topicId: number, text: string, { asked = false } = {}) {
    paper.does(`${s.advisor}: ${text}`)
    const replyTo = asked ? group.topic(topicId).at(-1) : undefined
    await staff.hands.says(text, { topicId, ...(replyTo && { replyTo }) })
  }

  return { stage, language, paper, s, group, taps, says, passes, topicOf, looksAtDesk, deskTaps, deskSays }
}

export type Scene = ReturnType<typeof createScene>

/** A button that names a time, the first of them unless another is asked for. */
export function aTime(user: SimUser, nth = 0): string {
  const buttons = user.screen()?.buttons.flat() ?? []
  const label = buttons.filter((button) => /\d\d:\d\d/.test(button.label))[nth]?.label
  if (!label) throw new Error(`no time is offered:\n${user.transcript()}`)
  return label
}
