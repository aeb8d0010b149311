import { ORGANIZATION_ID, PRODUCTION, STAGING } from '@/lib/sandbox/seed/company'
import type { FunctionPlan } from '@/lib/sandbox/seed/function-plan'
import { callers, EVERYONE, EVERYONE_INVOKE, organisation } from '@/lib/sandbox/seed/grants'

const STAGING_WWW = 'https://staging.kestrel-parcel.example'
const DEVELOPERS = ['http://localhost:3000', 'http://localhost:5173']

/** A public URL for developers, as most of staging has. */
function tryOut(name: string, perHour: number): FunctionPlan {
  return {
    name,
    runtime: 'nodejs22.x',
    versions: 1,
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: [STAGING_WWW, ...DEVELOPERS],
          AllowMethods: ['*'],
          AllowHeaders: ['*'],
          AllowCredentials: true,
        },
        traffic: { perHour, share4xx: 0.1 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  }
}

/** Staging in Frankfurt. */
export const STAGING_FRANKFURT: readonly FunctionPlan[] = [
  tryOut('checkout-api', 40),
  tryOut('parcel-tracking', 25),
  tryOut('price-quote', 6),
  tryOut('address-autocomplete', 18),
  {
    name: 'quote-widget',
    description: 'Several header names in one entry: AWS stores it, browsers do not understand it',
    runtime: 'nodejs20.x',
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: [STAGING_WWW],
          AllowMethods: ['GET', 'POST'],
          AllowHeaders: ['content-type, authorization, x-quote-id'],
        },
        traffic: { perHour: 3, share4xx: 0.2 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'ops-toolbox',
    description: 'One statement allows everything to everybody',
    runtime: 'python3.13',
    urls: [{ authType: 'NONE', traffic: { perHour: 1 } }],
    policies: { $LATEST: [{ Sid: 'debug', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'lambda:*' }] },
  },
  {
    name: 'feature-preview',
    description: 'An alias for each branch',
    runtime: 'nodejs22.x',
    versions: 3,
    aliases: [
      { name: 'LATEST', functionVersion: '3', description: 'An alias may be called so' },
      { name: 'branch-map-redesign', functionVersion: '2' },
      { name: 'branch-dark-mode', functionVersion: '3' },
    ],
    urls: [
      { authType: 'AWS_IAM' },
      { qualifier: 'LATEST', authType: 'NONE', cors: { AllowOrigins: DEVELOPERS, AllowMethods: ['GET'] } },
      { qualifier: 'branch-map-redesign', authType: 'NONE', traffic: { perHour: 2 } },
    ],
    policies: { LATEST: EVERYONE, 'branch-map-redesign': EVERYONE },
  },
  {
    name: 'load-generator',
    description: 'Throttled to zero between load tests',
    runtime: 'provided.al2023',
    reservedConcurrency: 0,
    urls: [{ authType: 'AWS_IAM' }],
    policies: { $LATEST: callers('loadtest', `arn:aws:iam::${STAGING}:role/load-test`) },
  },
  {
    name: 'qa-reset',
    runtime: 'python3.12',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 1 } }],
    policies: { $LATEST: organisation('org', ORGANIZATION_ID) },
  },
  {
    name: 'mock-carrier',
    description: 'Stands in for the carriers',
    runtime: 'nodejs22.x',
    urls: [{ authType: 'NONE', traffic: { perHour: 320 } }],
    policies: { $LATEST: [EVERYONE_INVOKE] },
  },
  {
    name: 'mock-payment',
    runtime: 'nodejs22.x',
    urls: [{ authType: 'NONE', invokeMode: 'BUFFERED' }],
  },
  {
    name: 'seed-data',
    runtime: 'python3.13',
    urls: [{ authType: 'AWS_IAM' }],
    policies: { $LATEST: callers('ci', `arn:aws:iam::${PRODUCTION}:role/ci-runner`) },
  },
]

/** Staging in Virginia. */
export const STAGING_VIRGINIA: readonly FunctionPlan[] = [
  tryOut('checkout-api', 9),
  tryOut('zip-code-lookup', 2),
  {
    name: 'duty-estimate',
    runtime: 'python3.13',
    urls: [{ authType: 'NONE' }],
    policies: { $LATEST: EVERYONE },
  },
]
