import { RULE_IDS } from '@/lib/findings/rule-ids'
import { SEVERITIES } from '@/lib/findings/severity'
import {
  type Check,
  comparisonOf,
  count,
  glob,
  moment,
  oneOf,
  type QueryValue,
} from '@/lib/inventory/query-values'
import { OWNER_TOOLS, TOOL_DETAILS } from '@/lib/owner/tools'

/** A word that can stand before a colon in a query. */
export interface QueryKey {
  /** What it narrows, in two or three words. */
  label: string
  /** A value as it is written, for the list of keys. */
  example: string
  check: Check
  /** What can stand behind it, where that is known beforehand. What the index knows, `KEYS_IN_INDEX` says. */
  values?: readonly QueryValue[]
}

const choice = (label: string, example: string, values: readonly QueryValue[]): QueryKey => ({
  ...{ label, example, values },
  check: oneOf(values),
})

/** A severity, with or without a sign before it. */
const severity: Check = (value) =>
  SEVERITIES.some((each) => each === comparisonOf(value).rest.toLowerCase())
    ? undefined
    : `is one of ${SEVERITIES.join(', ')}, with <=, >=, < or > before it where you like.`

/** Ages that are asked for often; any other can be typed. */
const AGES: readonly QueryValue[] = [
  { value: '<1d', label: 'less than a day ago' },
  { value: '<7d', label: 'less than 7 days ago' },
  { value: '<30d', label: 'less than 30 days ago' },
  { value: '>90d', label: 'more than 90 days ago' },
  { value: '>1y', label: 'more than a year ago' },
]

/** A tag by its key, or by key and value. */
const tag: Check = (value) =>
  /^[^=*][^=]*(=.*)?$/su.test(value)
    ? undefined
    : 'write a tag: team, or team=payments; * stands for any characters.'

/** A number of requests, or that they were never counted. */
const requests: Check = (value) => (value.toLowerCase() === 'unknown' ? undefined : count(value))

/** What tags say; a stack is of whatever tool deploys by CloudFormation. */
const OWNERS: readonly QueryValue[] = [
  ...OWNER_TOOLS.map((value) => ({
    value,
    label:
      value === 'cloudformation' ? 'any CloudFormation stack' : `looks like ${TOOL_DETAILS[value].label}`,
  })),
  { value: 'none', label: 'no tag names a tool' },
  { value: 'unknown', label: 'its tags were not read' },
]

/**
 * The keys of the query language, in the order in which they are suggested. A new key is an entry here, and one in
 * `KEYS_IN_INDEX` (`where.ts`) that says what it asks of the index.
 */
const QUERY_KEYS = {
  is: choice('Access', 'is:public', [
    { value: 'public', label: 'anyone on the internet can call it' },
    { value: 'conditional', label: 'depends on the request' },
    { value: 'any-account', label: 'anyone with an AWS account can call it' },
    { value: 'unreachable', label: 'everyone gets 403 or 429' },
    { value: 'unknown', label: 'the policy is not known' },
    { value: 'iam', label: 'certain IAM principals only' },
    { value: 'throttled', label: 'all calls are stopped' },
    { value: 'alias-deleted', label: 'its alias was deleted' },
    { value: 'failed', label: 'could not be read again' },
    { value: 'protected', label: 'deleting it takes a second person' },
  ]),
  auth: choice('Auth type', 'auth:NONE', [
    { value: 'NONE', label: 'no signature is asked for' },
    { value: 'AWS_IAM', label: 'requests are signed' },
  ]),
  origin: { label: 'CORS origin', example: 'origin:*.example.com', check: glob },
  cors: choice('CORS', 'cors:credentials', [
    { value: 'none', label: 'off' },
    { value: 'any-origin', label: 'allows every origin' },
    { value: 'credentials', label: 'allows credentials' },
  ]),
  account: { label: 'Account, by name or id', example: 'account:production', check: glob },
  region: { label: 'Region', example: 'region:eu-*', check: glob },
  function: { label: 'Function name', example: 'function:checkout-*', check: glob },
  qualifier: { label: 'Alias, or $LATEST', example: 'qualifier:live', check: glob },
  runtime: { label: 'Runtime', example: 'runtime:nodejs20.x', check: glob },
  mode: choice('Invoke mode', 'mode:stream', [
    { value: 'buffered', label: 'BUFFERED' },
    { value: 'stream', label: 'RESPONSE_STREAM' },
  ]),
  owner: choice('Managed by', 'owner:cloudformation', OWNERS),
  stack: { label: 'CloudFormation stack', example: 'stack:checkout', check: glob },
  tag: { label: 'Tag of the function', example: 'tag:team=payments', check: tag },
  requests30d: {
    label: 'Requests in 30 days',
    example: 'requests30d:0',
    check: requests,
    values: [
      { value: '0', label: 'nobody called' },
      { value: '>1000', label: 'more than 1,000' },
      { value: 'unknown', label: 'never counted' },
    ],
  },
  severity: {
    label: 'Severity of its findings',
    example: 'severity:>=high',
    check: severity,
    values: [
      { value: '>=high', label: 'high or critical' },
      ...SEVERITIES.map((value) => ({ value, label: `a ${value} finding` })),
    ],
  },
  finding: choice(
    'A finding',
    'finding:second-permission-missing',
    RULE_IDS.map((value) => ({ value, label: value.replaceAll('-', ' ') })),
  ),
  modified: { label: 'URL modified', example: 'modified:<30d', check: moment, values: AGES },
  read: { label: 'Read from AWS', example: 'read:>7d', check: moment, values: AGES },
} as const satisfies Record<string, QueryKey>

export type QueryField = keyof typeof QUERY_KEYS
export const QUERY_FIELDS = Object.keys(QUERY_KEYS) as [QueryField, ...QueryField[]]

/** What a key takes; its entry, without what only some entries have spelled out. */
export const queryKey = (field: QueryField): QueryKey => QUERY_KEYS[field]

/** The key that is written so, in whichever case. */
export const fieldOf = (written: string): QueryField | undefined =>
  QUERY_FIELDS.find((each) => each === written.toLowerCase())
