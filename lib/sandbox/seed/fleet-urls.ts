import { ORGANIZATION_ID, OUTSIDE_ACCOUNT } from '@/lib/sandbox/seed/company'
import type { StatementPlan, UrlPlan } from '@/lib/sandbox/seed/function-plan'
import {
  callers,
  EVERYONE,
  EVERYONE_INVOKE,
  EVERYONE_URL,
  organisation,
  urlCaller,
} from '@/lib/sandbox/seed/grants'
import type { WireCors } from '@/lib/sandbox/state'

/** What is chosen with a weight: the larger, the more often. */
export type Weighted<Item> = readonly (readonly [weight: number, item: Item])[]

/** One of the items by a number from 0 to below 1. */
export function weighted<Item>(choices: Weighted<Item>, at: number): Item {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0)
  let left = at * total
  for (const [weight, item] of choices) {
    left -= weight
    if (left < 0) return item
  }
  throw new Error('Nothing to choose from.')
}

/** How a URL is protected: its auth type with the policy of its qualifier, and whether all calls are stopped. */
export interface AccessPlan {
  authType: UrlPlan['authType']
  statements: readonly StatementPlan[]
  isThrottled?: boolean
}

const OUTSIDE = `arn:aws:iam::${OUTSIDE_ACCOUNT}:root`
const FROM_OFFICE: StatementPlan = {
  ...EVERYONE_URL,
  Condition: { ...EVERYONE_URL.Condition, IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
}

/** Every state of a URL's policy that the console tells apart, about as often as in a company that grew. */
export const FLEET_ACCESS: Weighted<AccessPlan> = [
  [30, { authType: 'NONE', statements: EVERYONE }],
  [6, { authType: 'NONE', statements: [EVERYONE_URL] }],
  [2, { authType: 'NONE', statements: [EVERYONE_INVOKE] }],
  [3, { authType: 'NONE', statements: [] }],
  [2, { authType: 'NONE', statements: [FROM_OFFICE, EVERYONE_INVOKE] }],
  [2, { authType: 'NONE', statements: EVERYONE, isThrottled: true }],
  [30, { authType: 'AWS_IAM', statements: [] }],
  [10, { authType: 'AWS_IAM', statements: callers('edge', 'arn:aws:iam::111111111111:role/edge') }],
  [5, { authType: 'AWS_IAM', statements: callers('partner', OUTSIDE) }],
  [3, { authType: 'AWS_IAM', statements: [urlCaller('partner-old', OUTSIDE)] }],
  [4, { authType: 'AWS_IAM', statements: organisation('company', ORGANIZATION_ID) }],
  [3, { authType: 'AWS_IAM', statements: EVERYONE }],
]

/** Origins, methods and headers as front ends ask for them, the mistakes among them too. */
export const FLEET_CORS: Weighted<(name: string) => WireCors | undefined> = [
  [40, () => undefined],
  [
    22,
    (name) => ({
      AllowOrigins: [`https://${name}.kestrel.example`],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: ['content-type'],
      MaxAge: 3600,
    }),
  ],
  [
    10,
    () => ({
      AllowOrigins: ['https://shop.kestrel.example', 'https://admin.kestrel.example'],
      AllowMethods: ['*'],
      AllowHeaders: ['content-type', 'authorization'],
      AllowCredentials: true,
      MaxAge: 600,
    }),
  ],
  [14, () => ({ AllowOrigins: ['*'], AllowMethods: ['GET'], MaxAge: 86_400 })],
  [6, () => ({ AllowOrigins: ['*'], AllowMethods: ['*'], AllowHeaders: ['*'] })],
  [
    4,
    () => ({ AllowOrigins: ['http://localhost:5173', 'https://shop.kestrel.example'], AllowMethods: ['*'] }),
  ],
  [2, () => ({ AllowOrigins: ['http://intranet.kestrel.example'], AllowMethods: ['GET'] })],
  [2, () => ({ AllowOrigins: ['*'], AllowMethods: ['*'], AllowCredentials: true })],
]
