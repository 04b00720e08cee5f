import type { Context } from '../../src/conversation/flow.ts'
import type { Language } from '../../src/language.ts'

/** A vehicle's model in words: one of the shop's is kept by its id, any other as the customer typed it. */
export function showModel(model: string, { language, shop }: Context<unknown>): string {
  return shop.profile.current().models.find(({ id }) => id === model)?.name[language] ?? model
}

/** 32,000 公里, or 32,000 km. */
export function showKm(km: number, language: Language): string {
  return `${km.toLocaleString('en-US')} ${language === 'en' ? 'km' : '公里'}`
}
