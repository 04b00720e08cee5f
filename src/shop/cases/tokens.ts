/** Words of Latin letters and digits as they are, Chinese in pairs: 异响 finds 刹车异响, whatever stands around it. */
export function tokensOf(text: string): string[] {
  const said = text.normalize('NFKC').toLowerCase()
  const latin = said.match(/[a-z0-9]+/g) ?? []
  const pairs = (said.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = [...run]
    return characters.length === 1 ? characters : characters.slice(1).map((one, i) => (characters[i] ?? '') + one)
  })
  return [...new Set([...latin, ...pairs])]
}
