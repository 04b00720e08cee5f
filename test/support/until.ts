/** Between two looks, real time; what is looked at are servers and processes, which tell nobody. */
const lookEveryMs = 20

/** Resolves when something has become true; vitest's own limit ends what never does. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
}
