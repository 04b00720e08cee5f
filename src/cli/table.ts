import stringWidth from 'string-width'

/** Columns under each other, whatever the width of the characters; the first reads from the left, numbers from the right. */
export function table(rows: (string | number)[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => stringWidth(String(row[i] ?? '')))))
  const padded = (cell: string | number, i: number) => {
    const space = ' '.repeat(Math.max(0, (widths[i] ?? 0) - stringWidth(String(cell))))
    return i === 0 ? `${cell}${space}` : `${space}${cell}`
  }
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n')
}
