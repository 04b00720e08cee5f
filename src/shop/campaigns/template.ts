/** What a campaign's message may leave to be filled in for each customer. */
export const variables = ['name', 'plate', 'model', 'offer', 'until', 'shop', 'phone'] as const
export type Variable = (typeof variables)[number]

const placeholder = /\{([^{}]*)\}/g

/** Names in braces that nobody can fill in. */
export function unknownIn(text: string): string[] {
  const names = [...text.matchAll(placeholder)].map(([, name = '']) => name)
  return [...new Set(names.filter((name) => !variables.some((known) => known === name)))]
}

/**
 * The words for one customer. What is not known of them leaves no hole: its name goes with the spaces beside it, so a
 * message should read well without a name or a model. Values are put in once and never read as placeholders.
 */
export function filledIn(text: string, values: Partial<Record<Variable, string>>): string {
  return text
    .replace(placeholder, (whole, name: Variable) => (variables.includes(name) ? (values[name] ?? '') : whole))
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/^[，,、 ]+/gm, '')
    .trim()
}
