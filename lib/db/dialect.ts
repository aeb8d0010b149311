import 'server-only'
import type { Dialect } from '@/lib/db/port'
import { env } from '@/lib/env'

/** As the settings say; for the few pieces of SQL that are not alike everywhere. */
export const dialectInUse = (): Dialect => (env().postgres ? 'postgres' : 'sqlite')
