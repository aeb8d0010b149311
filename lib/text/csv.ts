/** Signs with which spreadsheets take a text for a formula, in their plain form. */
const FORMULA = /^[=+\-@]/u
/** What spreadsheets pass over before they look: spaces, control and format characters. */
const PASSED_OVER = /^[\s\p{Cc}\p{Cf}]+/u
/** Some read a leading tab or line break themselves as the beginning of something else. */
const LEADING_CONTROL = /^[\t\r\n]/u
/** The minus sign of mathematics, which no normal form turns into a hyphen. */
const MINUS = /^\u2212/u

/** Whether a spreadsheet could take a text for a formula: `=`, `+`, `-`, `@`, their full-width and small forms, tab, CR. */
function isFormulaLike(text: string): boolean {
  const begins = text.replace(PASSED_OVER, '').slice(0, 2)
  return LEADING_CONTROL.test(text) || MINUS.test(begins) || FORMULA.test(begins.normalize('NFKC'))
}

/** A text that no spreadsheet runs: what could be a formula begins with an apostrophe (OWASP, "CSV Injection"). */
export const neverFormula = (text: string): string => (isFormulaLike(text) ? `'${text}` : text)

/** Texts always in quotes. */
function csvField(value: string | number): string {
  if (typeof value === 'number') return String(value)
  return `"${neverFormula(value).replaceAll('"', '""')}"`
}

/** A line of a CSV file (RFC 4180) with its end. */
export const csvLine = (fields: readonly (string | number)[]): string =>
  `${fields.map(csvField).join(',')}\r\n`

/** Rows as CSV, with a head; no cell is read as a formula. */
export const csvText = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, ...rows].map(csvLine).join('')
