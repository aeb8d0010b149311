'use client'

import { useEffect, useRef, useState } from 'react'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { Failure } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ProbeEvent } from '@/lib/probe/event'
import { sendProbe } from '@/lib/probe/queries'
import type { ProbeRequest } from '@/lib/probe/request'

type Head = Extract<ProbeEvent, { kind: 'head' }>
type End = Extract<ProbeEvent, { kind: 'end' }>

/** A request and what came of it so far. */
export interface Exchange {
  request: ProbeRequest
  status: 'sending' | 'receiving' | 'ended' | 'stopped' | 'failed'
  head?: Head
  /** The body as far as it is here. */
  bytes: Uint8Array
  end?: End
  failure?: Failure
}

/** Between two drawings of a body that comes in many chunks, in milliseconds. */
const DRAW_EVERY = 80
const NOTHING = new Uint8Array()

/** Sends one request at a time and follows its reply; leaving the page ends it. */
export function useExchange(identity: FunctionUrlIdentity) {
  const [exchange, setExchange] = useState<Exchange>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const send = async (request: ProbeRequest): Promise<Exchange> => {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    const show = (next: Exchange) => {
      if (running.current === control) setExchange(next)
    }
    show({ request, status: 'sending', bytes: NOTHING })
    const last = await follow(identity, request, control.signal, show)
    show(last)
    return last
  }
  const stop = () => running.current?.abort()
  return { exchange, send, stop }
}

async function follow(
  identity: FunctionUrlIdentity,
  request: ProbeRequest,
  signal: AbortSignal,
  show: (exchange: Exchange) => void,
): Promise<Exchange> {
  let exchange: Exchange = { request, status: 'sending', bytes: NOTHING }
  const body = growingBytes()
  const drawing = atMostEvery(DRAW_EVERY, () => show({ ...exchange, bytes: body.bytes() }))
  try {
    for await (const event of sendProbe(identity, request, signal)) {
      if (event.kind === 'chunk') body.add(event.base64)
      else if (event.kind === 'head') exchange = { ...exchange, status: 'receiving', head: event }
      else exchange = { ...exchange, status: 'ended', end: event }
      drawing.soon()
    }
    const isWhole = exchange.status === 'ended'
    return {
      ...exchange,
      status: isWhole ? 'ended' : 'failed',
      bytes: body.bytes(),
      failure: isWhole ? undefined : LOST,
    }
  } catch (error) {
    const bytes = body.bytes()
    return signal.aborted
      ? { ...exchange, status: 'stopped', bytes }
      : { ...exchange, status: 'failed', bytes, failure: failureFrom(error) }
  } finally {
    drawing.cancel()
  }
}

const LOST: Failure = {
  code: 'unreachable',
  message: 'The connection to the console broke before the response had ended.',
}

function growingBytes() {
  let held = new Uint8Array(16 * 1024)
  let length = 0
  const add = (base64: string) => {
    const text = atob(base64)
    if (length + text.length > held.length) {
      const larger = new Uint8Array(2 * (length + text.length))
      larger.set(held)
      held = larger
    }
    for (let at = 0; at < text.length; at++) held[length + at] = text.charCodeAt(at)
    length += text.length
  }
  return { add, bytes: () => held.subarray(0, length) }
}

function atMostEvery(milliseconds: number, work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      work()
    }, milliseconds)
  }
  return { soon, cancel: () => clearTimeout(timer) }
}
