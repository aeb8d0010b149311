import { isCorsOff } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

/** CORS in one line: "2 origins · GET POST · credentials", "any origin · all methods", or "none" where it is off. */
export function corsSummary(cors: Cors | undefined): string {
  if (cors === undefined || isCorsOff(cors)) return 'none'
  const parts = [originsOf(cors), methodsOf(cors), cors.AllowCredentials ? 'credentials' : '']
  return parts.filter((part) => part !== '').join(' · ')
}

function originsOf({ AllowOrigins = [] }: Cors): string {
  if (AllowOrigins.includes('*')) return 'any origin'
  if (AllowOrigins.length === 0) return 'no origins'
  return counted(AllowOrigins.length, 'origin')
}

/** AWS takes at most six short words, but a line stays a line whatever is stored. */
const MAX_METHODS_TEXT = 48

function methodsOf({ AllowMethods = [] }: Cors): string {
  if (AllowMethods.includes('*')) return 'all methods'
  const text = visibleText(AllowMethods.join(' '))
  return text.length > MAX_METHODS_TEXT ? counted(AllowMethods.length, 'method') : text
}
