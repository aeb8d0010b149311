import type { FunctionBehaviour } from '../state'
import type { UrlEvent } from './url-event'

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
    path: event.rawPath,
    requestContext: event.requestContext,
  }
}

/** Runs what stands in for the function's code and gives what its handler returned; throws FunctionError. */
export function runFunction(behaviour: FunctionBehaviour, event: UrlEvent): unknown {
  switch (behaviour.kind) {
    case 'echo':
      return echo(event)
    case 'returns':
      return behaviour.value
    case 'throws':
      throw new FunctionError('Unhandled')
  }
}
