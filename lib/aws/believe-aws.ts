import 'server-only'
import type { IncomingMessage } from 'node:http'
import { type Asked, foreignEnvelope, foreignPart, type RawAnswer } from '@/lib/aws/answer-form'
import { KnownError } from '@/lib/failures/known-error'

/** Something on the way answered in AWS's place, or AWS's answer arrived broken. What became of the call is not known. */
export class ForeignAnswerError extends KnownError {
  static override readonly errorName = 'ForeignAnswerError'

  readonly $metadata: { httpStatusCode: number }

  constructor(
    status: number,
    /** What came, in words that follow "it answered with". */
    readonly what: string,
  ) {
    super(`What answered was not AWS: ${what}.`)
    // The SDK repeats reads after 500, 502, 503 and 504, whoever said so.
    this.$metadata = { httpStatusCode: status }
  }
}

/** Far more than any answer that the console asks for; a page without end must not fill the memory. */
const MAX_BYTES = 32 * 1024 * 1024

/** Where it stands in the SDK's chain: it sees the answer before the SDK reads anything into it. */
export const BEFORE_READING = {
  name: 'believe-aws',
  relation: 'after',
  toMiddleware: 'deserializerMiddleware',
  override: true,
} as const

interface HttpAnswer {
  statusCode: number
  headers: Record<string, string>
  body: unknown
}

/** Lets only answers through that are Lambda's own to what was asked; all others end as a `ForeignAnswerError`. */
export const believeLambda = (asked: Asked, signal: AbortSignal) =>
  judging((answer) => foreignPart(answer, asked), signal)

/** The same for STS and CloudWatch. */
export const believeService = (signal?: AbortSignal) => judging(foreignEnvelope, signal)

function judging(foreign: (answer: RawAnswer) => string | undefined, signal?: AbortSignal) {
  return <Given, Answer extends { response: unknown }>(next: (given: Given) => Promise<Answer>) =>
    async (given: Given): Promise<Answer> => {
      const answer = await next(given)
      const response = answer.response as HttpAnswer
      const bytes = await bytesOf(response, signal)
      response.body = bytes
      const { statusCode: status, headers } = response
      const what = foreign({ status, headers: inLowerCase(headers), body: bytes.toString('utf8') })
      if (what) throw new ForeignAnswerError(status, what)
      return answer
    }
}

const inLowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

async function bytesOf({ body, statusCode }: HttpAnswer, signal?: AbortSignal): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0)
  if (body instanceof Uint8Array) return Buffer.from(body)
  const stream = body as IncomingMessage
  const giveUp = () => stream.destroy(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MAX_BYTES) throw new ForeignAnswerError(statusCode, 'more than 32 MB')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}
