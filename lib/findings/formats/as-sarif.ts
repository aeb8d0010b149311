import type { FindingRow, FindingsReport } from '@/lib/findings/row'
import type { FindingRule } from '@/lib/findings/rule'
import type { Severity } from '@/lib/findings/severity'
import { FINDING_RULES } from '@/lib/findings/table'
import { functionArn } from '@/lib/identity/arn'
import { functionUrlName, identityKey } from '@/lib/identity/names'
import { findingRulePath } from '@/lib/identity/paths'
import { visibleText } from '@/lib/text/visible-text'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
}

/** The scale by which code scanning orders security findings: above 9 critical, above 7 high, above 4 medium. */
const SCORES: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' }

/**
 * Findings as SARIF 2.1.0 (OASIS). There are no files: a result's place is the logical location of the function's
 * qualifier. Its fingerprint is rule and identity, so that the same finding is the same in every run.
 */
export function asSarif(report: FindingsReport): string {
  const { rows, problems, at, console: address } = report
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Function URL Console',
            rules: FINDING_RULES.map((rule) => descriptorOf(rule, address)),
          },
        },
        invocations: [
          {
            // What was not read is no clean result: the run says that it did not do all of its work.
            executionSuccessful: problems.length === 0,
            endTimeUtc: at,
            toolExecutionNotifications: problems.map((text) => ({
              level: 'warning',
              message: { text: visibleText(text) },
            })),
          },
        ],
        results: rows.map((row) => resultOf(row)),
        properties: { functionUrls: report.urls, oldestReadAt: report.oldestAt },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function descriptorOf(rule: FindingRule, address: string | undefined) {
  const { id, title, why, remedy, cannotKnow, severity } = rule
  const text = `${why} ${remedy}`
  return {
    id,
    name: id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: `${text} It cannot know: ${cannotKnow}` },
    ...(address && { helpUri: `${address}${findingRulePath(id)}` }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { 'security-severity': SCORES[severity], tags: ['security', 'aws-lambda', 'function-url'] },
  }
}

function resultOf(row: FindingRow) {
  const { rule, severity, evidence, mute, firstSeen, lastSeen, hasUrl } = row
  const name = functionUrlName(row)
  return {
    ruleId: rule,
    ruleIndex: FINDING_RULES.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: visibleText(`${name}: ${evidence.join(' ')}`) },
    locations: [
      {
        logicalLocations: [{ name, fullyQualifiedName: functionArn(row), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'functionUrlFinding/v1': `${rule} ${identityKey(row)}` },
    ...(mute && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: visibleText(mute.reason) }],
    }),
    properties: { firstSeen, lastSeen, hasUrl, account: row.account, region: row.region },
  }
}
