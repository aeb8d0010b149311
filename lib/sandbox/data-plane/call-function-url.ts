import { type IncomingHttpHeaders, request } from 'node:http'

/** A request to a function URL as a test wants it on the wire. */
export interface FunctionUrlRequest {
  port: number
  urlId: string
  region: string
  method?: string
  /** Path and query, as they are sent. */
  path?: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

export interface FunctionUrlResponse {
  status: number
  /** As they came, spelled and ordered as on the wire, repeated ones too. */
  lines: (readonly [name: string, value: string])[]
  /** Lower-case names. */
  headers: IncomingHttpHeaders
  body: string
}

/** The host of a function URL, as the sandbox's routing table knows it. */
export function functionUrlHost({ urlId, region }: Pick<FunctionUrlRequest, 'urlId' | 'region'>): string {
  return `${urlId}.lambda-url.${region}.localhost`
}

function linesOf(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []))
}

/** Calls a function URL. Node does not resolve names under localhost, so it connects to loopback and names the Host. */
export function callFunctionUrl(call: FunctionUrlRequest): Promise<FunctionUrlResponse> {
  const { port, method = 'GET', path = '/', body } = call
  // Node frames the body of some methods only.
  const length = body ? { 'Content-Length': String(Buffer.byteLength(body)) } : {}
  const headers = { Host: functionUrlHost(call), ...length, ...call.headers }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          lines: linesOf(response.rawHeaders),
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
