import { PRODUCTION } from '@/lib/sandbox/seed/company'
import type { FunctionPlan } from '@/lib/sandbox/seed/function-plan'
import { callers, EVERYONE, EVERYONE_URL, urlCaller } from '@/lib/sandbox/seed/grants'

const WWW_US = 'https://us.kestrel-parcel.example'

/** Production in Virginia: the American shop. */
export const PRODUCTION_VIRGINIA: readonly FunctionPlan[] = [
  {
    name: 'checkout-api',
    description: 'Basket, delivery options and payment for the American shop',
    runtime: 'nodejs22.x',
    versions: 11,
    aliases: [{ name: 'live', functionVersion: '11' }],
    urls: [
      {
        qualifier: 'live',
        authType: 'NONE',
        cors: {
          AllowOrigins: [WWW_US],
          AllowMethods: ['GET', 'POST', 'DELETE'],
          AllowHeaders: ['content-type', 'authorization', 'x-basket-id'],
          AllowCredentials: true,
          MaxAge: 600,
        },
        traffic: { perHour: 830, share4xx: 0.015, typicalLatency: 92 },
      },
    ],
    policies: { live: EVERYONE },
  },
  {
    name: 'webhook-stripe',
    description: 'Payment events of the American shop',
    runtime: 'nodejs22.x',
    urls: [{ authType: 'NONE', traffic: { perHour: 140, share4xx: 0.02 } }],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'parcel-tracking',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: ['*'],
          AllowMethods: ['GET', 'HEAD'],
          AllowHeaders: ['content-type'],
          MaxAge: 3600,
        },
        traffic: { perHour: 2100, share4xx: 0.04 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'image-resize',
    runtime: 'provided.al2023',
    urls: [
      { authType: 'NONE', cors: { AllowOrigins: ['*'] }, traffic: { perHour: 3300, typicalLatency: 150 } },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'zip-code-lookup',
    runtime: 'nodejs20.x',
    urls: [
      {
        authType: 'NONE',
        cors: { AllowOrigins: ['http://us.kestrel-parcel.example', WWW_US], AllowMethods: ['GET'] },
        traffic: { perHour: 510 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'duty-estimate',
    description: 'Waits for its second permission',
    runtime: 'python3.13',
    urls: [{ authType: 'NONE', traffic: { perHour: 21, share4xx: 1 } }],
    policies: { $LATEST: [EVERYONE_URL] },
  },
  {
    name: 'label-printer',
    runtime: 'python3.12',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 620, typicalLatency: 190 } }],
    policies: { $LATEST: callers('depots', `arn:aws:iam::${PRODUCTION}:role/depot-print-server`) },
  },
  {
    name: 'cdn-images',
    description: 'Behind CloudFront, which signs for its visitors',
    runtime: 'provided.al2023',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 1700, share4xx: 0.01, typicalLatency: 120 } }],
    policies: {
      $LATEST: ['InvokeFunctionUrl', 'InvokeFunction'].map((action) => ({
        Sid: `AllowCloudFront${action}`,
        Effect: 'Allow' as const,
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: `lambda:${action}`,
        Condition: {
          ArnLike: { 'AWS:SourceArn': `arn:aws:cloudfront::${PRODUCTION}:distribution/E1KESTREL0CDN` },
        },
      })),
    },
  },
  { name: 'cdn-origin-auth', description: 'Runs in front of the site', runtime: 'nodejs22.x', versions: 21 },
  { name: 'waf-log-digest', runtime: 'python3.13' },
]

/** Production in Ireland: what was there before Frankfurt. */
export const PRODUCTION_IRELAND: readonly FunctionPlan[] = [
  {
    name: 'legacy-tracking',
    description: 'Kept for old links in mails',
    runtime: 'python3.12',
    urls: [{ authType: 'NONE', traffic: { perHour: 35, share4xx: 0.3 } }],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'legacy-checkout',
    description: 'Its URL was deleted, its grant was not',
    policies: { $LATEST: [EVERYONE_URL] },
  },
  {
    name: 'fax-gateway',
    description: 'Nobody dares to switch it off',
    runtime: 'java21',
    reservedConcurrency: 0,
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 2, quietDays: 25 } }],
    policies: { $LATEST: [urlCaller('fax', `arn:aws:iam::${PRODUCTION}:user/fax`)] },
  },
  { name: 'backup-verify', runtime: 'python3.13' },
  { name: 'dns-health', runtime: 'nodejs22.x' },
  { name: 'mail-archive', runtime: 'python3.12' },
]
