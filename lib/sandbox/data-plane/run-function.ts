import type { UrlEvent } from '@/lib/sandbox/data-plane/url-event'
import { delay } from '@/lib/sandbox/delay'
import type { FunctionBehaviour } from '@/lib/sandbox/state'

/** The function threw, or returned what is no HTTP response; the URL answers 502. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What the echo handler returns: the request as it looked from inside the function. */
function echo(event: UrlEvent): Record<string, unknown> {
  const { method, sourceIp } = event.requestContext.http
  const text = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString()
  return {
    args: event.queryStringParameters ?? {},
    data: parsed(text),
    domain: event.headers.host ?? event.requestContext.domainName,
    headers: event.headers,
    method,
    origin: sourceIp,
    path: event.requestContext.http.path,
    requestContext: event.requestContext,
  }
}

/** What a function gave: the value that its handler returned, and how its body is written where it is streamed. */
export interface FunctionRun {
  value: unknown
  stream?: { chunks: readonly string[]; gapMs: number }
}

/** Runs what stands in for the function's code; throws FunctionError. */
export async function runFunction(behaviour: FunctionBehaviour, event: UrlEvent): Promise<FunctionRun> {
  switch (behaviour.kind) {
    case 'echo':
      return { value: echo(event) }
    case 'returns':
      return { value: behaviour.value }
    case 'slow':
      await delay(behaviour.delayMs)
      return { value: behaviour.value }
    case 'streams': {
      const { statusCode = 200, headers = {}, chunks, gapMs } = behaviour
      return { value: { statusCode, headers, body: chunks.join('') }, stream: { chunks, gapMs } }
    }
    case 'throws':
      throw new FunctionError('Unhandled')
  }
}
