import { fixEverything } from '@/lib/cors/value/fix-all'
import { corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'
import { ABSENT, type Evidence, type FindingRule, type Remedy } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'

interface CorsRule extends Omit<FindingRule, 'page' | 'evidence' | 'cure'> {
  evidence: (cors: Cors, state: FindingState) => Evidence
  /** The settings that have it no more, with what the button says; undefined where somebody has to decide. */
  mended: (cors: Cors, state: FindingState) => { label: string; cors: Cors } | undefined
  advice: string
}

/** A rule over the CORS settings of a URL, mended by writing them anew. */
export function corsRule({ evidence, mended, advice, ...rule }: CorsRule): FindingRule {
  return {
    ...rule,
    page: 'cors',
    evidence: (state) => {
      const cors = corsOf(state)
      return cors === undefined ? ABSENT : evidence(cors, state)
    },
    cure: (state): Remedy => {
      const { access } = state
      const cors = corsOf(state)
      const better = cors && mended(cors, state)
      const Cors = better && acceptable(better.cors)
      if (!better || !Cors) return { advice }
      return {
        cures: [{ label: better.label, request: { kind: 'update', identity: access.identity, Cors } }],
      }
    },
  }
}

const corsOf = ({ url }: FindingState): Cors | undefined => ('unknown' in url ? undefined : url.value?.cors)

/** CORS is written as a whole: what else in it would be refused is mended too, or nothing is offered. */
function acceptable(cors: Cors): Cors | undefined {
  if (corsIssues(cors).length === 0) return cors
  const fixed = fixEverything(cors)
  return fixed && corsIssues(fixed).length === 0 ? fixed : undefined
}

/** The settings with other origins; without any, AWS takes no CORS at all, so it is turned off. */
export const withOrigins = (cors: Cors, AllowOrigins: string[]): Cors =>
  AllowOrigins.length > 0 ? { ...cors, AllowOrigins: [...new Set(AllowOrigins)] } : {}
