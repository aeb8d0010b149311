import { describe, expect, test } from 'vitest'
import { asCsv } from '@/lib/findings/formats/as-csv'
import { asSarif } from '@/lib/findings/formats/as-sarif'
import { asTable } from '@/lib/findings/formats/as-table'
import type { FindingRow, FindingsReport } from '@/lib/findings/row'
import { FINDING_RULES } from '@/lib/findings/table'

const AT = '2026-11-28T10:00:00.000Z'
const row = (part: Partial<FindingRow> = {}): FindingRow => ({
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'checkout',
  qualifier: 'live',
  rule: 'public',
  severity: 'medium',
  title: 'Anyone on the internet can call it',
  page: 'access',
  hasUrl: true,
  evidence: ['Everyone is granted both permissions.'],
  firstSeen: AT,
  lastSeen: AT,
  ...part,
})
const report = (part: Partial<FindingsReport> = {}): FindingsReport => ({
  at: AT,
  oldestAt: AT,
  urls: 2,
  rows: [row(), row({ rule: 'direct-invoke', severity: 'critical', qualifier: '$LATEST' })],
  problems: [],
  accountNames: {},
  ...part,
})
const logOf = (part: Partial<FindingsReport> = {}) => JSON.parse(asSarif(report(part)))

describe('SARIF 2.1.0', () => {
  test('the log has its version, one run, a tool with a name (§3.13, §3.14, §3.18, §3.19)', () => {
    const log = logOf()
    expect(log.version).toBe('2.1.0')
    expect(log.$schema).toMatch(/sarif-schema-2\.1\.0\.json$/)
    expect(log.runs).toHaveLength(1)
    expect(log.runs[0].tool.driver.name).not.toBe('')
  })

  test('every rule is described, with ids that are told apart (§3.49)', () => {
    const { rules } = logOf().runs[0].tool.driver
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(FINDING_RULES.map(({ id }) => id))
    for (const rule of rules) {
      expect(['none', 'note', 'warning', 'error']).toContain(rule.defaultConfiguration.level)
      for (const member of ['shortDescription', 'fullDescription', 'help'])
        expect(rule[member].text).toMatch(/\.$/)
      expect(rule.name).toMatch(/^[A-Z][A-Za-z]+$/)
      expect(Number(rule.properties['security-severity'])).toBeGreaterThan(0)
      expect(rule).not.toHaveProperty('helpUri')
    }
  })

  test('each result names its rule by id and index, and has a message and a logical location (§3.27, §3.33)', () => {
    const { results, tool } = logOf().runs[0]
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
      expect(result.message.text.length).toBeGreaterThan(0)
      expect(result.level).toBe(tool.driver.rules[result.ruleIndex].defaultConfiguration.level)
      const [{ logicalLocations }] = result.locations
      expect(logicalLocations).toHaveLength(1)
      expect(logicalLocations[0].fullyQualifiedName).toMatch(/^arn:aws:lambda:/)
    }
    expect(results[0].locations[0].logicalLocations[0]).toEqual({
      name: 'checkout:live',
      fullyQualifiedName: 'arn:aws:lambda:eu-central-1:111111111111:function:checkout:live',
      kind: 'resource',
    })
  })

  test('fingerprints are texts, the same in every run, and of no two findings alike (§3.27.17)', () => {
    const prints = (part: Partial<FindingsReport>) =>
      logOf(part).runs[0].results.map(
        ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) => partialFingerprints,
      )
    const later = report().rows.map((each) => ({
      ...each,
      lastSeen: '2027-01-01T00:00:00.000Z',
      evidence: ['Other.'],
    }))
    expect(prints({ rows: later })).toEqual(prints({}))
    expect(new Set(prints({}).map((each: object) => JSON.stringify(each))).size).toBe(2)
    for (const each of prints({})) expect(Object.values(each)).toEqual([expect.any(String)])
  })

  test('what was muted is suppressed with the reason (§3.35)', () => {
    const mute = { reason: 'meant so', by: 'mia', at: AT, until: AT }
    expect(logOf({ rows: [row({ mute })] }).runs[0].results[0].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'meant so' },
    ])
  })

  test('what could not be read makes the run one that did not succeed, with a notification each (§3.20)', () => {
    expect(logOf().runs[0].invocations[0]).toMatchObject({ executionSuccessful: true })
    const [invocation] = logOf({ problems: ['One was not read.'] }).runs[0].invocations
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'warning', message: { text: 'One was not read.' } }],
    })
  })

  test('links of rules are absolute, where the console’s address is known (§3.49.12)', () => {
    const { rules } = logOf({ console: 'https://urls.example' }).runs[0].tool.driver
    expect(rules[0].helpUri).toBe(`https://urls.example/findings/rules/${rules[0].id}`)
  })
})

test('CSV has a row for what could not be read, so that an empty file is no clean one', () => {
  const lines = asCsv(report({ rows: [row()], problems: ['One was not read.'] })).split('\r\n')
  expect(lines[1]).toContain('"medium","public",')
  expect(lines[2]).toContain('"not judged",')
  expect(lines[2]).toContain('One was not read.')
})

test('the table shows no character that would steer a terminal', () => {
  const text = asTable(report({ rows: [row({ evidence: ['\u001b[31mred\u202e'] })] }))
  expect(text).toContain('[U+001B][31mred[U+202E]')
})
