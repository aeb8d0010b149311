import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { HeaderLine, HttpAnswer } from '@/lib/sandbox/data-plane/http-answer'
import { FunctionError } from '@/lib/sandbox/data-plane/run-function'

// Lambda frames the answer itself.
const FRAMING = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade'])

const DEFAULT_TYPE = 'application/json'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text goes out as it is, everything else as compact JSON. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** A status may be a number or a text of digits; anything else is no status. */
function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599
    ? status
    : undefined
}

function isSendable([name, value]: HeaderLine): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}

/** The function's own header names come out in lower case; only Content-Type is spelled as Lambda spells it. */
function headerLines(value: Record<string, unknown>): HeaderLine[] {
  const own = Object.entries(isRecord(value.headers) ? value.headers : {}).map(
    ([name, text]): HeaderLine => [name.toLowerCase(), asText(text)],
  )
  const type = own.find(([name]) => name === 'content-type')?.[1] ?? DEFAULT_TYPE
  const others = own.filter(([name]) => name !== 'content-type' && !FRAMING.has(name))
  const cookies = Array.isArray(value.cookies) ? value.cookies : []
  return [
    ['Content-Type', type],
    ...others,
    ...cookies.map((cookie): HeaderLine => ['set-cookie', asText(cookie)]),
  ]
}

function bodyOf({ body, isBase64Encoded }: Record<string, unknown>): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0)
  return Buffer.from(asText(body), isBase64Encoded === true ? 'base64' : 'utf8')
}

/**
 * Reads what a handler returned: without a statusCode the value itself is the JSON body of a 200, with one it is a
 * response in the proxy format. Throws FunctionError for what HTTP cannot carry.
 * Source: Lambda developer guide, "Invoking Lambda function URLs", response payload format.
 */
export function functionAnswer(value: unknown): HttpAnswer {
  if (!isRecord(value) || value.statusCode === undefined) {
    return { status: 200, headers: [['Content-Type', DEFAULT_TYPE]], body: Buffer.from(asText(value)) }
  }
  const status = statusOf(value.statusCode)
  const headers = headerLines(value)
  if (status === undefined || !headers.every(isSendable)) throw new FunctionError('Not an HTTP response')
  return { status, headers, body: bodyOf(value) }
}
