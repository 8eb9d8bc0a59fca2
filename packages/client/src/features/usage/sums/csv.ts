// A table as CSV (RFC 4180), safe to open in a spreadsheet. Pure.

export type Cell = string | number

export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(value: Cell): string {
  if (typeof value === 'number') return String(value)
  const text = isFormula(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A spreadsheet would compute it. */
function isFormula(text: string): boolean {
  return /^[\s]*[=+\-@]/.test(text)
}
