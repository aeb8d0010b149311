import type { Cors } from '@/lib/cors/value/schema'
import { listed } from '@/lib/text/listed'

/** A starting point for a common case. */
export interface CorsPreset {
  id: string
  label: string
  /** For whom it is and what it brings, in one sentence. */
  description: string
  /** Whether it has to know the page's origin. */
  needsOrigin: boolean
  /** The value for the origin, on top of what the draft has; `{}` is CORS off. */
  cors: (origin: string, draft: Cors) => Cors
}

/** Seconds; ten minutes are kept by every browser (Safari's cap). */
const MAX_AGE = 600
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Where the usual development servers listen: Vite, Next.js and others. */
const LOCAL_ORIGINS = ['http://localhost:5173', 'http://localhost:3000']

/** The presets in the order of the menu. */
export const CORS_PRESETS: readonly CorsPreset[] = [
  {
    id: 'none',
    label: 'None',
    description: 'Off: the function sets CORS headers itself, or no page of another origin calls it.',
    needsOrigin: false,
    cors: () => ({}),
  },
  {
    id: 'public',
    label: 'Public, read-only',
    description: 'Every website may read with GET and HEAD, without credentials.',
    needsOrigin: false,
    cors: () => ({ AllowOrigins: ['*'], AllowMethods: ['GET', 'HEAD'], MaxAge: MAX_AGE }),
  },
  {
    id: 'app',
    label: 'One single-page app',
    description: 'One origin may send JSON and a bearer token with every method.',
    needsOrigin: true,
    cors: (origin) => ({
      AllowOrigins: [origin],
      AllowMethods: [...METHODS],
      AllowHeaders: ['content-type', 'authorization'],
      MaxAge: MAX_AGE,
    }),
  },
  {
    id: 'app-with-cookies',
    label: 'Single-page app with cookies',
    description:
      'One origin may send JSON with cookies; everything is listed by name, since * does not count then.',
    needsOrigin: true,
    cors: (origin) => ({
      AllowOrigins: [origin],
      AllowMethods: [...METHODS],
      AllowHeaders: ['content-type'],
      AllowCredentials: true,
      MaxAge: MAX_AGE,
    }),
  },
  {
    id: 'signed',
    label: 'Browser calls signed with SigV4',
    description:
      'One origin may send the headers of AWS Signature Version 4, temporary credentials included.',
    needsOrigin: true,
    cors: (origin) => ({
      AllowOrigins: [origin],
      AllowMethods: [...METHODS],
      AllowHeaders: [
        'authorization',
        'content-type',
        'x-amz-content-sha256',
        'x-amz-date',
        'x-amz-security-token',
      ],
      MaxAge: MAX_AGE,
    }),
  },
  {
    id: 'local',
    label: 'Local development',
    description: `Adds ${listed(LOCAL_ORIGINS)} to what is allowed already.`,
    needsOrigin: false,
    cors: (_, draft) => ({
      ...draft,
      AllowOrigins: withLocal(draft.AllowOrigins ?? []),
      AllowMethods: draft.AllowMethods?.length ? draft.AllowMethods : [...METHODS],
      AllowHeaders: draft.AllowHeaders?.length ? draft.AllowHeaders : ['content-type', 'authorization'],
      MaxAge: draft.MaxAge ?? MAX_AGE,
    }),
  },
]

/** `*` allows them already, and stands alone. */
function withLocal(origins: readonly string[]): string[] {
  return origins.includes('*') ? [...origins] : [...new Set([...origins, ...LOCAL_ORIGINS])]
}
