import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pathOf } from '@/lib/proxy/judge-target'
import { isService } from '@/lib/proxy/services'
import { observe, type RouteClass, secondsSince } from '@/lib/telemetry/observe'
import { beginSpan } from '@/lib/telemetry/spans'

/** What kind of address is asked; the address itself names accounts and functions. */
function routeClassOf({ method, url = '', headers }: IncomingMessage): RouteClass {
  const path = pathOf(url)
  if (path === '/api/health' || isService(path)) return 'probe'
  if (path.startsWith('/_next/static/')) return 'file'
  if (method === 'POST') return headers['next-action'] === undefined ? 'stream' : 'action'
  return path.startsWith('/api/') ? 'api' : 'page'
}

/** Counts a request once its answer is out, or once who asked has left. */
export function countRequest(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now()
  const route = routeClassOf(request)
  response.once('close', () =>
    observe({ kind: 'request', route, status: statusOf(response), seconds: secondsSince(startedAt) }),
  )
}

/** Runs what answers a request as a piece of work that traces show, from here to the end of the answer. */
export function inRequest(request: IncomingMessage, response: ServerResponse, work: () => void): void {
  const route = routeClassOf(request)
  const attributes = { 'http.request.method': request.method ?? '' }
  const span = beginSpan({ name: `request ${route}`, kind: 'server', attributes }, request.headers)
  if (!span) {
    work()
    return
  }
  response.once('close', () => {
    const status = response.statusCode
    span.end({ 'http.response.status_code': status }, status >= 500 || !response.writableFinished)
  })
  span.within(work)
}

const statusOf = (response: ServerResponse): string =>
  response.writableFinished ? String(response.statusCode) : 'left'
