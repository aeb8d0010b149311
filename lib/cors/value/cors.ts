import type { Cors } from '@/lib/cors/value/schema'

/** Limits of the Cors type (Lambda API reference, "Cors"). MaxAge in seconds. */
export const CORS_LIMITS = {
  origins: 100,
  originLength: 253,
  methods: 6,
  headers: 100,
  headerLength: 1024,
  maxAge: 86_400,
} as const

/** What AllowMethods may hold; OPTIONS is refused, since Lambda answers preflights itself. */
export const CORS_METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'PATCH', 'DELETE', '*'] as const

/** The members of Cors that are lists, in the order of the form. */
export const CORS_LISTS = ['AllowOrigins', 'AllowMethods', 'AllowHeaders', 'ExposeHeaders'] as const
export type CorsList = (typeof CORS_LISTS)[number]

/** All members of Cors, in the order of the form. */
export const CORS_MEMBERS = [...CORS_LISTS, 'AllowCredentials', 'MaxAge'] as const

/** Whether a value means no CORS at all: nothing stored, or asked for with `{}`. Members that are all empty are not that. */
export function isCorsOff(cors: Cors | undefined): boolean {
  return cors === undefined || Object.values(cors).every((member) => member === undefined)
}
