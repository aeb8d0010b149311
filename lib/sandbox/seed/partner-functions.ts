import { OUTSIDE_ACCOUNT, PARTNERS, PRODUCTION } from '@/lib/sandbox/seed/company'
import type { FunctionPlan } from '@/lib/sandbox/seed/function-plan'
import { callers, EVERYONE, service } from '@/lib/sandbox/seed/grants'

const PORTAL = 'https://partners.kestrel-parcel.example'

/** The partners account in Frankfurt: what carriers and merchants connect to. */
export const PARTNERS_FRANKFURT: readonly FunctionPlan[] = [
  {
    name: 'partner-portal-api',
    description: 'Behind the partners’ portal',
    runtime: 'nodejs22.x',
    versions: 5,
    aliases: [
      { name: 'live', functionVersion: '5' },
      { name: 'next', functionVersion: '$LATEST' },
    ],
    urls: [
      {
        qualifier: 'live',
        authType: 'NONE',
        cors: {
          AllowOrigins: [PORTAL],
          AllowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'],
          AllowHeaders: ['content-type', 'authorization', 'if-match'],
          ExposeHeaders: ['etag', 'location'],
          AllowCredentials: true,
          MaxAge: 7200,
        },
        traffic: { perHour: 410, share4xx: 0.02 },
      },
      { qualifier: 'next', authType: 'AWS_IAM' },
    ],
    policies: { live: EVERYONE, next: callers('testers', `arn:aws:iam::${PARTNERS}:role/portal-tester`) },
  },
  {
    name: 'edi-inbound',
    description: 'Orders as EDI messages',
    runtime: 'java21',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 96, typicalLatency: 350 } }],
    policies: { $LATEST: callers('edi', `arn:aws:iam::${OUTSIDE_ACCOUNT}:role/edi-sender`) },
  },
  {
    name: 'rates-feed',
    description: 'Rates for partners, streamed',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'AWS_IAM',
        invokeMode: 'RESPONSE_STREAM',
        traffic: { perHour: 12, typicalLatency: 1800 },
      },
    ],
    policies: { $LATEST: callers('production', `arn:aws:iam::${PRODUCTION}:root`) },
  },
  {
    name: 'merchant-onboarding',
    runtime: 'python3.13',
    urls: [
      {
        authType: 'NONE',
        cors: { AllowOrigins: [PORTAL], AllowMethods: ['POST'], AllowHeaders: ['content-type'] },
        traffic: { perHour: 4 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'lake-export',
    description: 'Writes to the data lake when a file arrives',
    runtime: 'python3.12',
    policies: {
      $LATEST: [service('lake-files', 's3.amazonaws.com', 'arn:aws:s3:::kestrel-lake-landing', PARTNERS)],
    },
  },
  { name: 'customs-broker', runtime: 'java21', versions: 2 },
  { name: 'edi-outbound', runtime: 'java21' },
  { name: 'lake-compact', runtime: 'python3.13' },
  { name: 'lake-quality-checks', runtime: 'python3.13', versions: 6 },
  { name: 'merchant-score', runtime: 'python3.12' },
]

/** The partners account in Ireland. */
export const PARTNERS_IRELAND: readonly FunctionPlan[] = [
  {
    name: 'rates-feed-legacy',
    description: 'One old carrier still reads this',
    runtime: 'nodejs20.x',
    urls: [{ authType: 'NONE', traffic: { perHour: 1, share4xx: 0.1 } }],
    policies: { $LATEST: EVERYONE },
  },
  { name: 'edi-archive', runtime: 'python3.12' },
  { name: 'partner-sso-bridge', runtime: 'nodejs22.x', urls: [{ authType: 'AWS_IAM' }] },
]
