import 'server-only'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { foundByWords } from '@/lib/inventory/search-rows'
import { searchIndexInputSchema } from '@/lib/palette/schema'
import { searchWords } from '@/lib/palette/search-words'

/** Function URLs, functions and origins by a few letters, from the index; asks AWS nothing. */
export const searchIndex = verb({
  name: 'searchIndex',
  input: searchIndexInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input }) => {
    const { urls, functions, origins } = await foundByWords(permit, searchWords(input.text))
    return { urls: new Unjudged(urls), functions: new Unjudged(functions), origins }
  },
  rows: {
    urls: { operation: 'function-url:read', resource: (row) => row },
    functions: { operation: 'function:read', resource: (row) => row },
  },
})
