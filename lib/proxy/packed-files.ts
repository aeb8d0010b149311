import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pathOf } from '@/lib/proxy/judge-target'

/** What browsers fetch, by its path, packed with Brotli when the console was built (`lib/start/pack-static.ts`). */
export type PackedFiles = ReadonlyMap<string, Buffer>

/** As Next answers these files: their names change with what is in them. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const TYPES: Record<string, string> = {
  js: 'application/javascript; charset=UTF-8',
  css: 'text/css; charset=UTF-8',
}

/** Answers with the packed file, where there is one and it is what is asked for; else false, and nothing is written. */
export function sendPacked(files: PackedFiles, request: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = '', headers } = request
  const path = pathOf(url)
  const body = files.get(path)
  const isRead = method === 'GET' || method === 'HEAD'
  if (!body || !isRead || headers.range !== undefined || !takesBrotli(headers['accept-encoding']))
    return false
  response.writeHead(200, {
    'Content-Type': TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    'Content-Encoding': 'br',
    'Content-Length': body.length,
    'Cache-Control': FOR_EVER,
    Vary: 'Accept-Encoding',
  })
  response.end(method === 'HEAD' ? undefined : body)
  return true
}

/** RFC 9110, 12.5.3: listed, and not with a weight of 0. */
const takesBrotli = (accepted: string | string[] = '') =>
  String(accepted)
    .split(',')
    .some((each) => /^\s*br\s*(;\s*q=(1|0\.\d*[1-9]).*)?$/i.test(each))
