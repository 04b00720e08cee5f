/** Signs of a full bar, and how often it is drawn anew. */
const width = 30
const everyMs = 100

/** A bar that grows on a terminal, and nothing anywhere else. `share` is from 0 to 1. */
export function progressBar(out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>) {
  let drawnAtMs = 0
  const draw = (what: string, share: number) => {
    const full = Math.round(Math.min(1, share) * width)
    out.write(`\r${what} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.round(Math.min(1, share) * 100)}% `)
  }
  return {
    show(what: string, share: number): void {
      const nowMs = performance.now()
      if (!out.isTTY || nowMs - drawnAtMs < everyMs) return
      drawnAtMs = nowMs
      draw(what, share)
    },
    end: () => void (out.isTTY && out.write('\r\x1b[2K')),
  }
}
