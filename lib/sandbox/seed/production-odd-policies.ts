import { FRANKFURT, OUTSIDE_ACCOUNT, PARTNERS, PRODUCTION, STAGING } from '@/lib/sandbox/seed/company'
import type { FunctionPlan } from '@/lib/sandbox/seed/function-plan'
import { callers, EVERYONE, EVERYONE_URL, service } from '@/lib/sandbox/seed/grants'

const TENANTS = 64
const TENANTS_WITH_URL = 55

function tenant(index: number): string {
  return `tenant-${String(index + 1).padStart(2, '0')}`
}

/** One alias for each merchant: more URLs than ListFunctionUrlConfigs puts on a page. */
function tenantRouter(): FunctionPlan {
  const tenants = Array.from({ length: TENANTS }, (_, index) => tenant(index))
  const withUrl = tenants.slice(0, TENANTS_WITH_URL)
  const isOpen = (index: number) => index % 4 !== 3
  return {
    name: 'tenant-router',
    description: 'One alias and one URL for each merchant',
    runtime: 'nodejs22.x',
    versions: 8,
    aliases: tenants.map((name, index) => ({ name, functionVersion: String((index % 8) + 1) })),
    urls: withUrl.map((qualifier, index) => ({
      qualifier,
      authType: isOpen(index) ? 'NONE' : 'AWS_IAM',
      cors: isOpen(index)
        ? {
            AllowOrigins: [`https://${qualifier}.merchant.example`],
            AllowMethods: ['GET', 'POST'],
            MaxAge: 600,
          }
        : undefined,
      traffic: index % 5 === 0 ? { perHour: 4 + index, share4xx: 0.01 } : undefined,
    })),
    policies: Object.fromEntries(
      withUrl.map((qualifier, index) => [
        qualifier,
        isOpen(index) ? EVERYONE : callers(qualifier, `arn:aws:iam::${OUTSIDE_ACCOUNT}:role/${qualifier}`),
      ]),
    ),
  }
}

/** A policy that has grown for years: buckets and topics, one statement each. */
function eventFanout(): FunctionPlan {
  const buckets = Array.from({ length: 14 }, (_, i) =>
    service(`bucket-${i + 1}`, 's3.amazonaws.com', `arn:aws:s3:::kestrel-scans-${i + 1}`, PRODUCTION),
  )
  const topics = Array.from({ length: 12 }, (_, i) =>
    service(`topic-${i + 1}`, 'sns.amazonaws.com', `arn:aws:sns:${FRANKFURT}:${PRODUCTION}:scans-${i + 1}`),
  )
  return {
    name: 'event-fanout',
    description: 'Scan events to everybody who wants them',
    runtime: 'python3.13',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 14 } }],
    policies: {
      $LATEST: [...buckets, ...topics, ...callers('replay', `arn:aws:iam::${PRODUCTION}:role/replay-tool`)],
    },
  }
}

/** Functions of production whose policies hold what AddPermission alone would not have written, or should not. */
export const PRODUCTION_ODD_POLICIES: readonly FunctionPlan[] = [
  tenantRouter(),
  eventFanout(),
  {
    name: 'pdf-invoice',
    description: 'Direct Invoke is open to the world as well',
    runtime: 'nodejs22.x',
    urls: [{ authType: 'NONE', traffic: { perHour: 220, share4xx: 0.01, typicalLatency: 900 } }],
    policies: {
      $LATEST: [
        EVERYONE_URL,
        { Sid: 'AllowInvoke', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction' },
      ],
    },
  },
  {
    name: 'partner-callback',
    description: 'Statements with lists and without ids',
    runtime: 'nodejs20.x',
    urls: [{ authType: 'AWS_IAM', traffic: { perHour: 88, share4xx: 0.03 } }],
    policies: {
      $LATEST: [
        {
          Effect: 'Allow',
          Principal: {
            AWS: [`arn:aws:iam::${PARTNERS}:root`, `arn:aws:iam::${OUTSIDE_ACCOUNT}:role/callback`],
          },
          Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
        },
        {
          Effect: 'Deny',
          Principal: { AWS: `arn:aws:iam::${STAGING}:root` },
          Action: 'lambda:Invoke*',
        },
      ],
    },
  },
  {
    name: 'warehouse-sync',
    description: 'A bucket and an API call it; so does a URL',
    runtime: 'python3.12',
    urls: [{ authType: 'AWS_IAM' }],
    policies: {
      $LATEST: [
        service('s3-inventory', 's3.amazonaws.com', 'arn:aws:s3:::kestrel-inventory', PRODUCTION),
        service(
          'apigateway-get',
          'apigateway.amazonaws.com',
          `arn:aws:execute-api:${FRANKFURT}:${PRODUCTION}:a1b2c3d4e5/*/GET/stock`,
        ),
      ],
    },
  },
  {
    name: 'legacy-rate-table',
    description: 'The URL was deleted in spring, its public statements were not',
    runtime: 'nodejs20.x',
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'scan-gateway-old',
    description: 'Grants of an alias that has no URL any more',
    runtime: 'nodejs20.x',
    versions: 2,
    aliases: [{ name: 'live', functionVersion: '2' }],
    policies: { live: [EVERYONE_URL] },
  },
  {
    name: 'content-preview',
    description:
      '<script>alert(document.domain)</script> & "preview" \u202Egpj.exe\u202C <img src=x onerror=alert(1)>',
    runtime: 'nodejs22.x',
    tags: { note: '</td><script>alert(1)</script>', 'right-to-left': '\u202Eevil\u202C', owner: '=1+1' },
    urls: [{ authType: 'NONE', traffic: { perHour: 11 } }],
    policies: { $LATEST: EVERYONE },
  },
]
