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

/** A field of a CSV file (RFC 4180), always in quotes; what could be a formula begins with an apostrophe (OWASP). */
export const csvField = (text: string): string =>
  `"${isFormulaLike(text) ? "'" : ''}${text.replaceAll('"', '""')}"`

/** A line of a CSV file with its end. */
export const csvLine = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`
