import 'server-only'
import { env } from '@/lib/env'

/** Which database this process uses. */
export type Dialect = 'sqlite' | 'postgres'

/** As the settings say; for the few pieces of SQL that are not alike everywhere. */
export const dialectInUse = (): Dialect => (env().postgres ? 'postgres' : 'sqlite')
