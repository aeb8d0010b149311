import type { Cors } from '@/lib/cors/value/schema'
import { corsWarnings } from '@/lib/cors/value/warnings'
import type { AuthType } from '@/lib/identity/schema'

/** What the CORS tab warns of and no rule reports: of little weight over many URLs, worth a line beside one. */
const WITHOUT_RULE = [
  'cors-unusual-scheme',
  'cors-no-method',
  'cors-any-header-without-authorization',
  'cors-signing-headers-missing',
  'cors-exposed-set-cookie',
]

/** The warnings about the CORS settings of one function URL that are no findings. */
export const corsHints = (cors: Cors | undefined, authType: AuthType | undefined) =>
  corsWarnings(cors, authType).filter(({ id }) => WITHOUT_RULE.includes(id))
