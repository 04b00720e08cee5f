/** A typed yes to a check that is on the screen: as good as its button. */
export function saysYes(text: string): boolean {
  const said = text
    .normalize('NFKC')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim()
  return /^(?:确认|确定|好|好的|好吧|可以|行|没问题|对|对的|是|是的|嗯+|确认(?:预约|改期)|y|yes|yep|yeah|ok|okay|sure|confirm|book it|move it|go ahead|that s (?:right|fine)|yes please)(?:了|啊|呀)?$/iu.test(
    said,
  )
}
