import { Readable } from 'node:stream'
import type { LambdaClient } from '@aws-sdk/client-lambda'

/** An answer as it was on the wire, before the SDK read it. */
export interface CapturedAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

interface HttpResponse {
  statusCode: number
  headers: Record<string, string>
  body: AsyncIterable<Buffer>
}

/** Keeps the bytes of the client's latest answer, which its parsed answer no longer shows. */
export function captureAnswers(client: LambdaClient): () => CapturedAnswer {
  let captured: CapturedAnswer | undefined
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response = result.response as HttpResponse
      const chunks: Buffer[] = []
      for await (const chunk of response.body) chunks.push(chunk)
      const bytes = Buffer.concat(chunks)
      captured = { status: response.statusCode, headers: response.headers, body: bytes.toString('utf8') }
      response.body = Readable.from(bytes.length > 0 ? [bytes] : [])
      return result
    },
    // The innermost place: nothing of the SDK has touched the answer yet.
    { name: 'captureAnswers', step: 'deserialize', priority: 'low' },
  )
  return () => {
    if (captured === undefined) throw new Error('No answer has been captured.')
    return captured
  }
}
