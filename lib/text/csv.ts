/** What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"); behind an apostrophe it is text. */
const FORMULA = /^[=+\-@\t\r\n]/

function cellOf(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as CSV (RFC 4180), with a head; no cell is read as a formula. */
export const csvText = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `${[head, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
