import { type Refusal, refuse } from '../../refusal.ts'

/** Beyond this, in yuan, it is a slip of the finger: no visit to a workshop costs a million. */
const mostYuan = 1_000_000

/** An amount in fen, as people write it: `680`, `680.50`, `¥1,280`, `680元`. Fractions of a fen are refused, not rounded. */
export function parseAmount(text: string): number | Refusal<'amount-unclear'> {
  const said = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^(?:实收|共|总共|[¥￥]|rmb|cny)+|(?:元|块钱?|圆|整|yuan|rmb|cny|[。.!])+$/giu, '')
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?$/.test(said)) return refuse('amount-unclear')
  const yuan = Number(said.replaceAll(',', ''))
  return yuan > mostYuan ? refuse('amount-unclear') : Math.round(yuan * 100)
}
