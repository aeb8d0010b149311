import { randomBytes, randomUUID } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from '@/lib/env'
import { judgeActionBody } from '@/lib/proxy/judge-action-body'
import { isSendCall, judgeRequest, type Refusal } from '@/lib/proxy/judge-request'
import { refusalPage } from '@/lib/proxy/refusal-page'
import { securityHeaders } from '@/lib/proxy/security-headers'

/**
 * Stands in front of every request, static files included: refuses what no page of the console sends, and gives
 * every answer its headers and a nonce of its own.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = randomBytes(16).toString('base64')
  const isDevelopment = process.env.NODE_ENV === 'development'
  const safe = securityHeaders(nonce, isDevelopment)
  const refusal = await judge(request)
  if (refusal) {
    const headers = { ...safe, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
    return new NextResponse(refusalPage(refusal, nonce), { status: refusal.status, headers })
  }
  const path = request.nextUrl.pathname
  if (path.length > 1 && path.endsWith('/')) {
    // Only the path is set: what looks like another host in it stays a path.
    const address = new URL(request.url)
    address.pathname = path.replace(/\/+$/, '')
    return NextResponse.redirect(address, { status: 308, headers: safe })
  }
  const forwarded = new Headers(request.headers)
  // Next reads the nonce off the policy; the layout hands it to the theme's script.
  forwarded.set('content-security-policy', safe['Content-Security-Policy'] ?? '')
  forwarded.set('x-nonce', nonce)
  forwarded.set('x-request-id', randomUUID())
  forwarded.set('x-pathname', request.nextUrl.pathname)
  const response = NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(safe)) response.headers.set(name, value)
  return response
}

async function judge(request: NextRequest): Promise<Refusal | undefined> {
  const asked = {
    method: request.method,
    pathname: request.nextUrl.pathname,
    header: (name: string) => request.headers.get(name),
  }
  const refusal = judgeRequest(asked, env().allowedHosts, env().signIn?.publicUrl.origin)
  if (refusal || request.method !== 'POST' || isSendCall(asked)) return refusal
  return judgeActionBody(await request.arrayBuffer())
}
