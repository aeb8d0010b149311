import type { Input } from '@/e2e/inputs/input'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { standingsOf } from '@/lib/access/caller-standing'
import { type ExplainedAnswer, explainAnswer } from '@/lib/access/explain-answer'
import { findingsOf } from '@/lib/access/findings-of'
import {
  both,
  deny,
  IAM,
  invoke,
  OTHER,
  open,
  signed,
  url,
  VIA_URL,
} from '@/lib/access/fixtures/access-states'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'
import { corsWarnings, freshWarnings } from '@/lib/cors/value/warnings'
import { simulatedUrl } from '@/lib/outcome/simulated-url'

const APP = 'https://app.example.com'
const PAGE: PageRequest = { origin: APP, method: 'GET', headers: [], withCredentials: false }
const ALLOWED: Cors = { AllowOrigins: [APP], AllowMethods: ['*'], AllowHeaders: ['*'] }
const OPEN = open(url(), invoke())

/** What the CORS simulator says of a call by a draft. */
function simulated(access: AccessFacts, page: Partial<PageRequest> = {}, cors = ALLOWED): string[] {
  const call = { ...PAGE, ...page }
  const address = 'https://abc.lambda-url.us-east-1.on.aws/'
  const { verdict, stop, isUnsure } = simulateCors(
    simulatedUrl({ address, cors, ownHeaders: [] }, access, call),
    call,
  )
  return [
    `Simulator: ${verdict}${isUnsure ? ', not sure' : ''}.`,
    ...(stop ? [`Lambda answers ${stop.statuses.join(' or ')}. ${stop.reason}`] : []),
  ]
}

/** What Access says: the verdict, who is a caller, what is found and which cures are offered. */
function access(facts: AccessFacts): string[] {
  const { kind, reasons } = accessVerdict(facts)
  const { identity, authType, policy } = facts
  const standings =
    policy.ok && authType !== null ? standingsOf({ identity, authType, statements: policy.value }) : []
  return [
    `Verdict: ${kind}.`,
    ...reasons,
    ...standings.map(({ phrase, standing }) => `Caller: ${phrase}: ${standing}.`),
    ...findingsOf(facts).flatMap(({ title, cures }) => [
      title,
      ...cures.map(({ label }) => `Offered: ${label}.`),
    ]),
  ]
}

const causes = (answer: ExplainedAnswer, facts: AccessFacts): string[] =>
  explainAnswer(answer, facts).map(({ state, title, text }) => `${title} (${state}): ${text}`)

const warned = (before: Cors, after: Cors): string[] =>
  freshWarnings(corsWarnings(before), corsWarnings(after)).map(({ title, message }) => `${title}: ${message}`)

const BOB = `arn:aws:iam::111111111111:user/Bob`
const sparing = open(
  url({ Condition: undefined }),
  invoke({ Condition: undefined }),
  deny({
    Principal: undefined,
    NotPrincipal: { AWS: [BOB, 'arn:aws:iam::111111111111:root'] },
    Action: 'lambda:*',
  }),
)
const streaming = { ...OPEN, invokeMode: 'RESPONSE_STREAM' } as AccessFacts

/** States of a function URL, and what is said of a call to it. */
export const DECIDED_INPUTS: readonly Input[] = [
  {
    section: 'A1',
    input: 'NONE with the InvokeFunctionUrl statement alone; the origin is allowed by the draft',
    said: () => [...simulated(open(url())), ...access(open(url()))],
    mustSay: [
      /^Simulator: refused-by-lambda\.$/,
      /^Lambda answers 403/,
      /^Verdict: closed/,
      /Offered: .*lambda:InvokeFunction/,
    ],
  },
  {
    section: 'A1',
    input: 'Reserved concurrency 0',
    said: () => simulated({ ...OPEN, reservedConcurrency: { ok: true, value: 0 } }),
    mustSay: [/refused-by-lambda/, /^Lambda answers 429/],
  },
  {
    section: 'A1',
    input: 'A body of 7 MB by PUT',
    said: () => simulated(OPEN, { method: 'PUT', bodyBytes: 7 * 1024 * 1024 }),
    mustSay: [/refused-by-lambda/, /^Lambda answers 413\. .*6 MB/],
  },
  {
    section: 'A1',
    input: 'The same call with a small body',
    said: () => simulated(OPEN, { method: 'PUT' }),
    mustSay: [/^Simulator: allowed/],
  },
  {
    section: 'A2',
    input: 'AWS_IAM, and the page sends Authorization: Bearer …',
    said: () => simulated(signed(...both('*')), { headers: [['authorization', 'Bearer abc']] }),
    mustSay: [/^Lambda answers 403.*cannot carry anything else/],
    mustNotSay: [/^Simulator: allowed/],
  },
  {
    section: 'A2',
    input: 'AWS_IAM, and an Authorization header whose value is not told',
    said: () => simulated(signed(...both('*')), { headers: [['authorization', '']] }),
    mustSay: [/not sure/],
  },
  {
    section: 'A3',
    input: 'AWS_IAM, Allow * for both actions, Deny NotPrincipal [Bob, the account root]',
    said: () => access({ ...sparing, authType: 'AWS_IAM' }),
    mustSay: [/Caller: .*Bob/],
    mustNotSay: [/^Verdict: closed/, /Offered: .*Deny/, /^Everyone may invoke/],
  },
  {
    section: 'A3',
    input: 'The same policy under NONE: callers are anonymous, and nobody anonymous is Bob',
    said: () => access(sparing),
    mustSay: [/^Verdict: closed/],
    mustNotSay: [/Offered: .*[Rr]emov.*Deny/],
  },
  {
    section: 'A3',
    input: 'AWS_IAM, Allow * where aws:PrincipalIsAWSService is true',
    said: () => access(signed(...both('*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }))),
    mustSay: [/Caller: .*service/i],
  },
  {
    section: 'A3',
    input: 'AWS_IAM, a principal named in a Deny alone',
    said: () => access(signed(...both('*'), deny({ Principal: { AWS: OTHER }, Action: 'lambda:*' }))),
    mustSay: [new RegExp(`Caller: .*${OTHER}: denied`)],
  },
  {
    section: 'A4',
    input: '403 of a URL with NONE',
    said: () => causes('403', open(url())),
    mustSay: [/lambda:InvokeFunction is not allowed \(applies\)/],
    mustNotSay: [/Identity policies|SCP|RCP|resource control/],
  },
  {
    section: 'A4',
    input: '403 of a URL with AWS_IAM',
    said: () => causes('403', signed()),
    mustSay: [/SCPs/],
    mustNotSay: [/RCP|resource control/],
  },
  {
    section: 'E',
    input: '403 to a signed request',
    said: () => causes('403', signed(...both('*'))),
    mustSay: [
      /signature is wrong .*service lambda/,
      /UNSIGNED-PAYLOAD/,
      /CloudFront .*OAC.*x-amz-content-sha256/,
      /viewer’s Host header/,
      /other address|another address/,
    ],
  },
  {
    section: 'E',
    input: '502',
    said: () => causes('502', OPEN),
    mustSay: [/6 MB/, /time-?out/i, /memory/i, /wrong shape|not a valid|no valid/i],
  },
  { section: 'E', input: '413', said: () => causes('413', OPEN), mustSay: [/6 MB/, /code/] },
  { section: 'E', input: '431', said: () => causes('431', OPEN), mustSay: [/header/i, /code/] },
  {
    section: 'E',
    input: 'A stream that arrives at once, breaks off or never ends (BUFFERED)',
    said: () => causes('stream', OPEN),
    mustSay: [/BUFFERED/],
  },
  {
    section: 'E',
    input: 'The same with RESPONSE_STREAM',
    said: () => causes('stream', streaming),
    mustSay: [/./],
  },
  {
    section: 'E',
    input: 'An origin with a pattern, for preview hosts: https://*.preview.example.com',
    said: () => {
      const { message, fix } = diagnoseOrigin('https://*.preview.example.com') ?? {}
      return [message ?? '', ...(fix ? [`Offered: ${fix.label}.`] : [])]
    },
    mustSay: [/pattern|wildcard|within/i],
  },
  {
    section: 'E',
    input: 'ExposeHeaders: [set-cookie]',
    said: () => warned({ AllowOrigins: [APP] }, { AllowOrigins: [APP], ExposeHeaders: ['set-cookie'] }),
    mustSay: [/set-cookie/i],
  },
  {
    section: 'I6',
    input: 'Credentials are turned on beside an http: origin that was listed before',
    said: () =>
      warned(
        { AllowOrigins: ['http://app.example.com'] },
        { AllowOrigins: ['http://app.example.com'], AllowCredentials: true },
      ),
    mustSay: [/http:/],
  },
  {
    section: 'A5',
    input: 'A grant for AWS_IAM under auth type NONE',
    said: () => access(open(url({ Condition: IAM }), invoke({ Condition: VIA_URL }))),
    mustSay: [/^Verdict: closed/],
  },
]
