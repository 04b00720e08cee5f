/** Languages the product speaks; the first is the default. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/**
 * Texts in every language, in one shape. The English table must have the very keys (and argument types) of the
 * Chinese one: a missing or misspelt text does not compile.
 */
export function texts<T>(zh: T, en: NoInfer<T>): Record<Language, T> {
  return { 'zh-CN': zh, en }
}
