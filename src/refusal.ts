/** A business "no": a value with a literal reason, never an exception. `detail` carries facts for the wording. */
export type Refusal<Reason extends string = string> = { refused: Reason; detail?: Record<string, string | number> }

export function refuse<Reason extends string>(refused: Reason, detail?: Refusal['detail']): Refusal<Reason> {
  return detail ? { refused, detail } : { refused }
}

export function isRefusal<R extends string>(answer: unknown): answer is Refusal<R> {
  return typeof answer === 'object' && answer !== null && 'refused' in answer
}
