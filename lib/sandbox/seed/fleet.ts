import { regionOf } from '@/lib/sandbox/build'
import { FRANKFURT, IRELAND, PARTNERS, PRODUCTION, STAGING, VIRGINIA } from '@/lib/sandbox/seed/company'
import {
  type AccessPlan,
  FLEET_ACCESS,
  FLEET_CORS,
  type Weighted,
  weighted,
} from '@/lib/sandbox/seed/fleet-urls'
import type { FunctionPlan, UrlPlan } from '@/lib/sandbox/seed/function-plan'
import { EVERYONE, service } from '@/lib/sandbox/seed/grants'
import { randomOf } from '@/lib/sandbox/seed/pseudo-random'
import { seedAccounts } from '@/lib/sandbox/seed/seed-company'
import { seedFunction } from '@/lib/sandbox/seed/seed-function'
import type { TrafficPlan } from '@/lib/sandbox/seed/seed-traffic'
import type { SandboxState } from '@/lib/sandbox/state'

/** A made-up company of any size. */
export interface FleetOptions {
  functions: number
  /** Another number, another company; the same gives the same one. */
  seed: number
  /** Everything in the production account's Frankfurt, to measure one quota. */
  isOneTarget?: boolean
}

/** The share of functions with a URL, and of those the share whose URL hangs on an alias. */
const WITH_URL = 0.3
const ON_ALIAS = 0.05
/** Some have two: one for the function itself, one for its alias. */
const TWO_URLS = 0.02
const ALIAS_GONE = 0.1

const PLACES: Weighted<readonly [account: string, region: string]> = [
  [40, [PRODUCTION, FRANKFURT]],
  [15, [PRODUCTION, VIRGINIA]],
  [10, [PRODUCTION, IRELAND]],
  [20, [STAGING, FRANKFURT]],
  [5, [STAGING, VIRGINIA]],
  [7, [PARTNERS, FRANKFURT]],
  [3, [PARTNERS, IRELAND]],
]

const TEAMS = [
  'billing',
  'checkout',
  'claims',
  'depot',
  'fleet',
  'labels',
  'notify',
  'parcels',
  'returns',
  'tracking',
]
const PARTS = ['api', 'export', 'gateway', 'hook', 'import', 'job', 'render', 'search', 'sync', 'worker']

const RUNTIMES: Weighted<string> = [
  [26, 'nodejs22.x'],
  [16, 'nodejs20.x'],
  [6, 'nodejs18.x'],
  [3, 'nodejs16.x'],
  [16, 'python3.12'],
  [10, 'python3.13'],
  [4, 'python3.8'],
  [8, 'java21'],
  [4, 'dotnet8'],
  [2, 'go1.x'],
  [5, 'provided.al2023'],
]

/** Seven in ten URLs are called; some are called no more. */
const TRAFFIC: Weighted<TrafficPlan | undefined> = [
  [30, undefined],
  [40, { perHour: 40, share4xx: 0.02 }],
  [15, { perHour: 600, share4xx: 0.04, share5xx: 0.005 }],
  [10, { perHour: 3 }],
  [5, { perHour: 20, quietDays: 20 }],
]

type Random = () => number

function urlsOf(name: string, random: Random, access: AccessPlan): UrlPlan[] {
  const { authType } = access
  const cors = weighted(FLEET_CORS, random())(name)
  const traffic = weighted(TRAFFIC, random())
  const invokeMode = random() < 0.12 ? 'RESPONSE_STREAM' : undefined
  const hangs = random()
  const own = { authType, cors, traffic, invokeMode } satisfies UrlPlan
  if (hangs < ON_ALIAS) return [{ ...own, qualifier: 'live' }]
  if (hangs < ON_ALIAS + TWO_URLS) return [own, { authType: 'AWS_IAM', qualifier: 'live' }]
  return [own]
}

function withUrls(name: string, random: Random): Partial<FunctionPlan> {
  const access = weighted(FLEET_ACCESS, random())
  const urls = urlsOf(name, random, access)
  const isOnAlias = urls.some(({ qualifier }) => qualifier !== undefined)
  const isAliasGone = isOnAlias && random() < ALIAS_GONE
  return {
    urls,
    versions: isOnAlias ? 2 : 0,
    aliases: isOnAlias && !isAliasGone ? [{ name: 'live', functionVersion: '1' }] : [],
    policies: isAliasGone ? {} : { [urls[0]?.qualifier ?? '$LATEST']: access.statements },
    reservedConcurrency: access.isThrottled ? 0 : undefined,
  }
}

/** Most functions are called by something else; some keep what a deleted URL left behind. */
function withoutUrls(random: Random): Partial<FunctionPlan> {
  const at = random()
  if (at < 0.03) return { policies: { $LATEST: EVERYONE } }
  if (at > 0.2) return {}
  const bucket = service('upload', 's3.amazonaws.com', 'arn:aws:s3:::kestrel-uploads', PRODUCTION)
  return { policies: { $LATEST: [bucket] } }
}

function planOf(index: number, random: Random): FunctionPlan {
  const team = TEAMS[Math.floor(random() * TEAMS.length)] ?? 'parcels'
  const part = PARTS[Math.floor(random() * PARTS.length)] ?? 'api'
  const name = `${team}-${part}-${String(index).padStart(5, '0')}`
  const runtime = weighted(RUNTIMES, random())
  const rest = random() < WITH_URL ? withUrls(name, random) : withoutUrls(random)
  return { name, description: random() < 0.5 ? `${team} ${part}` : '', runtime, tags: { team }, ...rest }
}

/**
 * Fills an empty world with so many functions, their URLs, policies and a month of traffic before `now` (milliseconds
 * since the epoch; the traffic is made when somebody asks for it), and the operator's keys.
 */
export function seedFleet(state: SandboxState, options: FleetOptions, now: number): void {
  seedAccounts(state)
  for (let index = 1; index <= options.functions; index += 1) {
    const random = randomOf(`fleet/${options.seed}/${index}`)
    const [account, region] = weighted(PLACES, options.isOneTarget ? 0 : random())
    const owner = state.accounts.get(account)
    if (owner === undefined) throw new Error(`The company has no account ${account}.`)
    seedFunction(state, regionOf(owner, region), planOf(index, random), now)
  }
}
