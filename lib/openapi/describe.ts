import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { Download } from '@/lib/doorways/download'
import { env } from '@/lib/env'
import { openApiDocument } from '@/lib/openapi/document'

/** What can be read below /api, as a file for programs. Whoever is signed in may have it: it says nothing of AWS. */
export const describeApi = verb({
  name: 'describeApi',
  input: z.object({}),
  operation: 'self:read',
  resource: () => ({}),
  work: async ({ permit }): Promise<Download> => {
    assertOperation(permit, 'self:read')
    const { signIn, port } = env()
    const text = JSON.stringify(
      openApiDocument(signIn?.publicUrl.origin ?? `http://localhost:${port}`),
      null,
      2,
    )
    return { fileName: 'openapi.json', mediaType: 'application/json; charset=utf-8', parts: once(text) }
  },
})

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
