/** A cell beginning so is a formula to a spreadsheet, and would be run by whoever opens the file (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/** One line of a CSV file (RFC 4180); what a spreadsheet would run is made a text by an apostrophe in front. */
export function csvLine(cells: (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(harmless(cell)))).join(',')}\r\n`
}

const harmless = (cell: string) => (formula.test(cell) ? `'${cell}` : cell)
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
