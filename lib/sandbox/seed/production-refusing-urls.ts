import { FRANKFURT, ORGANIZATION_ID, OUTSIDE_ACCOUNT, PARTNERS, PRODUCTION } from '@/lib/sandbox/seed/company'
import type { FunctionPlan } from '@/lib/sandbox/seed/function-plan'
import {
  callers,
  EVERYONE,
  EVERYONE_INVOKE,
  EVERYONE_URL,
  organisation,
  urlCaller,
} from '@/lib/sandbox/seed/grants'

const WWW = 'https://www.kestrel-parcel.example'
const REFUSED = { share4xx: 1, typicalLatency: 4 }

/** Functions of production whose URLs let nobody, or only some, in: each for a reason of its own. */
export const PRODUCTION_REFUSING_URLS: readonly FunctionPlan[] = [
  {
    name: 'newsletter-signup',
    description: 'Auth type NONE, but nobody was ever allowed to call it',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'NONE',
        cors: { AllowOrigins: [WWW], AllowMethods: ['POST'], AllowHeaders: ['content-type'] },
        traffic: { perHour: 18, ...REFUSED },
      },
    ],
  },
  {
    name: 'feedback-form',
    description: 'Has only the permission for the URL',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'NONE',
        cors: { AllowOrigins: [WWW], AllowMethods: ['POST'], AllowHeaders: ['content-type'], MaxAge: 300 },
        traffic: { perHour: 60, ...REFUSED },
      },
    ],
    policies: { $LATEST: [EVERYONE_URL] },
  },
  {
    name: 'returns-portal-api',
    description: 'Has only the permission for the function',
    runtime: 'python3.13',
    urls: [{ authType: 'NONE', traffic: { perHour: 44, ...REFUSED } }],
    policies: { $LATEST: [EVERYONE_INVOKE] },
  },
  {
    name: 'courier-app-backend',
    description: 'Public grant for another auth type than the URL has',
    runtime: 'nodejs22.x',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 130, share4xx: 0.4 } }],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'label-printer',
    description: 'Called by the depots’ print servers',
    runtime: 'python3.12',
    versions: 9,
    reservedConcurrency: 20,
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 1900, share4xx: 0.001, typicalLatency: 210 } }],
    policies: { $LATEST: callers('depots', `arn:aws:iam::${PRODUCTION}:role/depot-print-server`) },
  },
  {
    name: 'customs-declaration',
    description: 'Called by the partners account',
    runtime: 'java21',
    versions: 5,
    aliases: [{ name: 'v5', functionVersion: '5' }],
    urls: [
      { qualifier: 'v5', authType: 'AWS_IAM', traffic: { perHour: 75, share4xx: 0.02, typicalLatency: 480 } },
    ],
    policies: { v5: callers('partner-broker', `arn:aws:iam::${PARTNERS}:role/customs-broker`) },
  },
  {
    name: 'carrier-rates',
    description: 'A whole outside account may call it, with one of the two permissions',
    runtime: 'nodejs20.x',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 9, share4xx: 0.9 } }],
    policies: { $LATEST: [urlCaller('carrier', `arn:aws:iam::${OUTSIDE_ACCOUNT}:root`)] },
  },
  {
    name: 'org-directory',
    description: 'Everybody of the organisation',
    runtime: 'nodejs22.x',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 210, share4xx: 0.01 } }],
    policies: { $LATEST: organisation('kestrel', ORGANIZATION_ID) },
  },
  {
    name: 'support-chat-stream',
    description: 'Answers of the support assistant, streamed to the agents’ desk',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'AWS_IAM',
        invokeMode: 'RESPONSE_STREAM',
        cors: {
          AllowOrigins: ['https://desk.kestrel-parcel.example'],
          AllowMethods: ['POST'],
          AllowHeaders: [
            'authorization',
            'content-type',
            'x-amz-date',
            'x-amz-security-token',
            'x-amz-content-sha256',
          ],
          MaxAge: 900,
        },
        traffic: { perHour: 150, share4xx: 0.005, typicalLatency: 5200 },
      },
    ],
    policies: { $LATEST: callers('desk', `arn:aws:iam::${PRODUCTION}:role/agent-desk`) },
  },
  {
    name: 'order-export',
    description: 'The URL is on the alias, the grants are on the function',
    runtime: 'python3.12',
    versions: 2,
    aliases: [{ name: 'live', functionVersion: '2' }],
    urls: [{ qualifier: 'live', authType: 'NONE', traffic: { perHour: 30, ...REFUSED } }],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'promo-countdown',
    description: 'Switched off after the autumn campaign',
    runtime: 'nodejs20.x',
    reservedConcurrency: 0,
    urls: [
      {
        authType: 'NONE',
        cors: { AllowOrigins: [WWW], AllowMethods: ['GET'] },
        traffic: { perHour: 70, ...REFUSED },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'driver-checkin',
    description: 'The alias pilot was deleted, its URL is still there',
    runtime: 'nodejs22.x',
    versions: 7,
    aliases: [{ name: 'live', functionVersion: '7' }],
    urls: [
      { qualifier: 'live', authType: 'AWS_IAM', traffic: { perHour: 400, share4xx: 0.002 } },
      { qualifier: 'pilot', authType: 'NONE', traffic: { perHour: 6, ...REFUSED } },
    ],
    policies: { live: callers('driver-app', `arn:aws:iam::${PRODUCTION}:role/driver-app`) },
  },
  {
    name: 'geo-lookup',
    description: 'Public on paper, closed by a Deny',
    runtime: 'nodejs22.x',
    urls: [{ authType: 'NONE', traffic: { perHour: 33, ...REFUSED } }],
    policies: {
      $LATEST: [
        ...EVERYONE,
        {
          Sid: 'OnlyFromTheOffices',
          Effect: 'Deny',
          Principal: '*',
          Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
          Condition: {
            NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24', '2001:db8::/32'] },
          },
        },
      ],
    },
  },
  {
    name: 'kestrel-parcel-customs-paperwork-translation-and-archive-api-v2a',
    description: 'A name as long as AWS allows: 64 characters',
    runtime: 'python3.13',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 3 } }],
    policies: {
      $LATEST: callers('archive', `arn:aws:iam::${PRODUCTION}:role/kestrel/translation/archive-writer`),
    },
  },
  {
    name: 'invoice-archive',
    description: 'One version has a policy of its own',
    runtime: 'java21',
    versions: 4,
    aliases: [{ name: 'audit', functionVersion: '3', description: 'Fixed until the audit is over' }],
    urls: [{ qualifier: 'audit', authType: 'AWS_IAM', traffic: { perHour: 1 } }],
    policies: {
      audit: callers('auditors', `arn:aws:iam::${OUTSIDE_ACCOUNT}:role/auditor`),
      '3': [
        {
          Sid: 'auditors-direct',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${OUTSIDE_ACCOUNT}:role/auditor` },
          Action: 'lambda:InvokeFunction',
        },
      ],
    },
  },
  {
    name: 'rate-table-import',
    description: 'Called by the scheduler of this region only',
    runtime: 'python3.12',
    urls: [{ authType: 'AWS_IAM' }],
    policies: { $LATEST: callers('scheduler', `arn:aws:iam::${PRODUCTION}:role/scheduler-${FRANKFURT}`) },
  },
]
