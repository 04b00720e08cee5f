/**
 * Finishes each left-over of a crash, one after another, and answers how many there were. One that fails does not keep
 * the others waiting; all failures are thrown together at the end.
 */
export async function finishAll<T>(leftOver: T[], finish: (one: T) => Promise<void>): Promise<number> {
  const failures: unknown[] = []
  for (const one of leftOver) await finish(one).catch((error: unknown) => failures.push(error))
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${leftOver.length} left over again`)
  return leftOver.length
}
