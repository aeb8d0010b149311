import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { PROTECTIONS_API_PATH } from '@/lib/identity/api-paths'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Protection } from '@/lib/protection/schema'

interface ProtectionsAnswer {
  protections: (FunctionUrlIdentity & { protection: Protection })[]
}

/** The marks of all function URLs that may be seen, by `identityKey`. */
export function protectionsQuery() {
  return queryOptions({
    queryKey: ['protections'],
    queryFn: async ({ signal }): Promise<Record<string, Protection>> => {
      const { protections } = await fetchJson<ProtectionsAnswer>(PROTECTIONS_API_PATH, { signal })
      return Object.fromEntries(
        protections.map(({ protection, ...identity }) => [identityKey(identity), protection]),
      )
    },
    staleTime: 30_000,
  })
}
