import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine, csvText } from '@/lib/text/csv'

/** Reads one line as RFC 4180 has it: every field in quotes, a quote inside written twice. */
function readLine(line: string): string[] {
  expect(line.endsWith('\r\n')).toBe(true)
  const fields = line.slice(0, -2).match(/"(?:[^"]|"")*"/gsu) ?? []
  expect(`${fields.join(',')}\r\n`).toBe(line)
  return fields.map((field) => field.slice(1, -1).replaceAll('""', '"'))
}

describe('CSV, RFC 4180 §2', () => {
  test('fields are in quotes, quotes inside are doubled, lines end with CR LF', () => {
    expect(csvLine(['a', 'say "hi"', 'x,y', 'two\r\nlines', ''])).toBe(
      '"a","say ""hi""","x,y","two\r\nlines",""\r\n',
    )
  })
  test('what was written is read again, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (fields) => {
        const read = readLine(csvLine(fields))
        expect(read.map((field, index) => (field === fields[index] ? field : field.slice(1)))).toEqual(fields)
      }),
    )
  })
})

test('numbers are no formulas, whatever their sign', () => {
  expect(csvText(['value'], [[-1], ['-1']])).toBe('"value"\r\n-1\r\n"\'-1"\r\n')
})

describe('CSV injection, OWASP', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\ttext',
    '\rtext',
    '\ntext',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '﹦1',
    '﹢1',
    '﹣1',
    '﹫x',
    '−1',
    '  =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\u0000=1',
    '=cmd|"/c calc"!A1',
    '"=1',
  ])('%j is text', (text) => {
    const [field = ''] = readLine(csvLine([text]))
    if (text.startsWith('"')) expect(field).toBe(text)
    else expect(field).toBe(`'${text}`)
  })
  test.each([
    'checkout-api',
    '$LATEST',
    'https://a.example/',
    '111111111111',
    'none',
    '',
    '1-2',
    'a=b',
    '*',
    '2026-11-28T10:00:00.000Z',
  ])('%j stays as it is', (text) => expect(csvLine([text])).toBe(`"${text}"\r\n`))
})
