import { CORS_METHODS } from '@/lib/cors/value/cors'
import { applyFix } from '@/lib/cors/value/fix'
import { diagnoseHeaderName } from '@/lib/cors/value/header-name'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'
import { listed } from '@/lib/text/listed'

/** What has to be allowed; what is left out is not asked for. */
export interface Wanted {
  origin?: string
  methods?: readonly string[]
  /** Names of request headers. */
  headers?: readonly string[]
  withCredentials?: boolean
}

/** A step towards what is wanted: one member of Cors that changes. */
export interface CurePart {
  member: 'AllowOrigins' | 'AllowMethods' | 'AllowHeaders' | 'AllowCredentials'
  /** What it allows, to go behind "Allow": "this origin", "PUT", "the header x-id". */
  allows: string
  apply: (cors: Cors) => Cors
}

const NAMED_METHODS: readonly string[] = CORS_METHODS.filter((method) => method !== '*')

/**
 * What of the wanted is missing in a Cors value, member by member; empty where all of it is there. `*` does not
 * count with credentials, nor for `authorization` (Fetch standard, "CORS protocol and credentials").
 */
export function missingParts(cors: Cors, wanted: Wanted): CurePart[] {
  return [
    originPart(cors, wanted),
    methodsPart(cors, wanted),
    headersPart(cors, wanted),
    credentialsPart(cors, wanted),
  ].filter((part) => part !== null)
}

/** The Cors value with the parts applied one after the other. */
export function withParts(cors: Cors, parts: readonly CurePart[]): Cors {
  return parts.reduce((value, part) => part.apply(value), cors)
}

/** "Allow this origin and PUT" */
export function cureLabel(parts: readonly CurePart[]): string {
  return `Allow ${listed(parts.map(({ allows }) => allows))}`
}

function originPart(cors: Cors, { origin, withCredentials = false }: Wanted): CurePart | null {
  const allowed = cors.AllowOrigins ?? []
  // `null` and what no browser sends cannot be listed to any use.
  if (origin === undefined || origin === '*' || diagnoseOrigin(origin) !== null) return null
  if (allowed.includes(origin) || (allowed.includes('*') && !withCredentials)) return null
  return {
    member: 'AllowOrigins',
    allows: allowed.includes('*') ? 'this origin in place of *' : 'this origin',
    apply: (value) => ({ ...value, AllowOrigins: withOrigin(value.AllowOrigins ?? [], origin) }),
  }
}

/** An entry that was meant to be this origin is mended; otherwise it is added. `*` goes, since it counts alone. */
function withOrigin(allowed: readonly string[], origin: string): string[] {
  const others = allowed.filter((entry) => entry !== '*')
  const meant = others.findIndex((entry) => diagnoseOrigin(entry)?.fix?.values.includes(origin))
  const fix = diagnoseOrigin(others[meant] ?? '*')?.fix
  return fix ? applyFix(others, meant, fix) : [...others, origin]
}

function methodsPart(cors: Cors, { methods = [], withCredentials = false }: Wanted): CurePart | null {
  const allowed = cors.AllowMethods ?? []
  const missing = methods.filter((method) => NAMED_METHODS.includes(method) && !allowed.includes(method))
  if (missing.length === 0 || (allowed.includes('*') && !withCredentials)) return null
  const isAny = allowed.includes('*')
  return {
    member: 'AllowMethods',
    allows: isAny ? 'each method by name in place of *' : listed(missing),
    apply: (value) => ({
      ...value,
      AllowMethods: isAny ? [...NAMED_METHODS] : [...(value.AllowMethods ?? []), ...missing],
    }),
  }
}

function headersPart(cors: Cors, { headers = [], withCredentials = false }: Wanted): CurePart | null {
  const allowed = (cors.AllowHeaders ?? []).map((name) => name.toLowerCase())
  const isCovered = (name: string) =>
    allowed.includes(name) || (allowed.includes('*') && !withCredentials && name !== 'authorization')
  const missing = [...new Set(headers.map((name) => name.toLowerCase()))].filter(
    (name) => diagnoseHeaderName(name) === null && !isCovered(name),
  )
  if (missing.length === 0) return null
  return {
    member: 'AllowHeaders',
    allows: missing.length === 1 ? `the header ${missing[0]}` : `the headers ${listed(missing)}`,
    apply: (value) => ({ ...value, AllowHeaders: [...(value.AllowHeaders ?? []), ...missing] }),
  }
}

function credentialsPart(cors: Cors, { withCredentials = false }: Wanted): CurePart | null {
  if (!withCredentials || cors.AllowCredentials === true) return null
  return {
    member: 'AllowCredentials',
    allows: 'credentials',
    apply: (value) => ({ ...value, AllowCredentials: true }),
  }
}
