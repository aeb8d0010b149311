import { expect, test } from 'vitest'
import { csvText } from '@/lib/text/csv'

test.each([
  ['plain', 'plain'],
  ['a "quoted" word', '"a ""quoted"" word"'],
  ['one, two', '"one, two"'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("http://evil.example")', '"\'=HYPERLINK(""http://evil.example"")"'],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  [-1, '-1'],
])('%j is written so that it is read as it is, and as no formula', (value, written) => {
  expect(csvText(['value'], [[value]])).toBe(`value\r\n${written}\r\n`)
})
