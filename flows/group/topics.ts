import type { Language } from '../../src/language.ts'
import { texts } from '../../src/language.ts'
import type { Topic } from '../../src/messages/message.ts'
import { briefingTexts } from './briefing.texts.ts'
import { groupTexts } from './texts.ts'

const caseTopics = texts('案例分享', 'Shared cases')

/** The topics of the advisors' group that are about no single customer. */
export function topicsOf(language: Language): { preparation: Topic; tasks: Topic; campaigns: Topic; cases: Topic } {
  const t = groupTexts[language]
  return {
    preparation: { key: 'preparation', name: t.preparation },
    tasks: { key: 'tasks', name: t.tasks },
    campaigns: { key: 'campaigns', name: briefingTexts[language].topic },
    cases: { key: 'cases', name: caseTopics[language] },
  }
}
