import type { Language } from '../src/language.ts'
import type { Rich } from '../src/messages/screen.ts'
import type { Refusal } from '../src/refusal.ts'
import { type Reason, refusalTexts, unknownRefusal } from './refusals.texts.ts'

/** A business "no" in kind words that say what to do next; a reason without words of its own gets general ones. */
export function wordRefusal({ refused, detail = {} }: Refusal, language: Language): Rich {
  return isKnown(refused) ? refusalTexts[language][refused](detail) : unknownRefusal[language]
}

const isKnown = (reason: string): reason is Reason => Object.hasOwn(refusalTexts['zh-CN'], reason)
