import { expect, test } from 'vitest'
import type { FunctionFacts } from './schema'
import { type FunctionSort, sortFunctions } from './sort'

const facts = (functionName: string, Runtime: string, LastModified: string): FunctionFacts => ({
  account: '111111111111',
  region: 'eu-central-1',
  functionName,
  FunctionArn: `arn:aws:lambda:eu-central-1:111111111111:function:${functionName}`,
  Runtime,
  Description: '',
  LastModified,
})

const LIST = [
  facts('job-10', 'python3.13', '2026-03-01T00:00:00.000+0000'),
  facts('Alpha', 'nodejs22.x', '2025-03-01T00:00:00.000+0000'),
  facts('job-9', 'python3.13', '2026-03-01T00:00:00.000+0000'),
]

test.each<[FunctionSort | null, string[]]>([
  [null, ['job-10', 'Alpha', 'job-9']],
  ['name', ['Alpha', 'job-9', 'job-10']],
  ['modified', ['job-10', 'job-9', 'Alpha']],
  ['runtime', ['Alpha', 'job-10', 'job-9']],
])('sorts by %s and keeps equals in place', (sort, names) => {
  expect(sortFunctions(LIST, sort).map(({ functionName }) => functionName)).toEqual(names)
})

test('leaves the list it was given alone', () => {
  const before = [...LIST]
  sortFunctions(LIST, 'name')
  expect(LIST).toEqual(before)
})
