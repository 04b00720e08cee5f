const simplified: Record<string, string> = {
  點: '点',
  號: '号',
  週: '周',
  後: '后',
  禮: '礼',
  兩: '两',
  個: '个',
  時: '时',
  間: '间',
  鐘: '钟',
  這: '这',
  過: '过',
  來: '来',
  約: '约',
  開: '开',
}

/** One way of writing: full-width becomes ASCII, traditional time words become simplified, dashes and quotes plain. */
export function normalise(text: string): string {
  return text
    .replace(/[^，；？！（）]+/gu, (words) => words.normalize('NFKC'))
    .replace(/[點號週後禮兩個時間鐘這過來約開]/gu, (letter) => simplified[letter] ?? letter)
    .replace(/(\d{4}-\d\d?-\d\d?)T(?=\d)/gu, '$1 ')
    .replace(/[〜～]/gu, '~')
    .replace(/[‐-―]/gu, '-')
    .replace(/[‘’]/gu, "'")
    .replace(/\s*\n\s*/gu, ', ')
    .replace(/\s+/gu, ' ')
    .trim()
}
