/** What stands in place of what would lead to a person. */
export type Stands = { customer: string; advisor: string; plate: string; phone: string; vin: string; mail: string }

/** Province, letter, and five or six characters, with whatever people put between [GA 36]. */
const plates =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Z]\s?[·•.\s-]?\s?[A-Z0-9]{5,6}/giu
const vins = /\b[A-HJ-NPR-Z0-9]{17}\b/giu
const mails = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu
/** Eight digits and more, however they are grouped: phones, and whatever else identifies somebody. */
const phones = /(?<![\d])\+?\d(?:[\s-]?\d){7,}(?!\d)/gu

/**
 * Words without names, plates, VINs, phones and mail addresses. Names are those that are known, also the surname with a
 * courtesy title (王先生); shorter than two characters they are too often a word of their own.
 */
export function anonymous(text: string, names: { customers: string[]; advisors: string[] }, stands: Stands): string {
  const replaced = (whole: string, known: string[], by: string) =>
    known
      .flatMap((name) => namesIn(name))
      .toSorted((a, b) => b.length - a.length)
      .reduce((words, name) => words.replaceAll(name, by), whole)
  const bare = text
    // Full-width letters and digits are those that numbers and plates are typed in.
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (one) => one.normalize('NFKC'))
    .replace(mails, stands.mail)
    .replace(vins, stands.vin)
    .replace(plates, stands.plate)
    .replace(phones, stands.phone)
  return replaced(replaced(bare, names.advisors, stands.advisor), names.customers, stands.customer)
}

const titles = ['先生', '女士', '小姐', '总', '师傅', '老师', '经理']

function namesIn(name: string): string[] {
  const whole = name.normalize('NFKC').trim()
  const characters = [...whole]
  // 欧阳 and the like have two.
  const surnames = characters.length > 2 ? [characters[0], `${characters[0]}${characters[1]}`] : [characters[0]]
  const parts = whole.split(/\s+/u)
  const courtesies = /^\p{Script=Han}/u.test(whole)
    ? surnames.flatMap((surname) => titles.map((title) => `${surname}${title}`))
    : []
  return [whole, ...parts, ...courtesies].filter((one) => [...one].length > 1)
}
