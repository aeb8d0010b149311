'use client'

import { parseAsBoolean, parseAsInteger, parseAsNativeArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { headerLineOf, headerLineText } from '@/lib/cors/simulator/header-line'
import type { HeaderLine, PageRequest } from '@/lib/cors/simulator/simulation'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'

/** What the simulator is asked about. */
export interface SimulatorView {
  request: PageRequest
  /** Headers that the function's own code is said to add. */
  ownHeaders: readonly HeaderLine[]
  /** Origins that the matrix shows beside the listed ones. */
  otherOrigins: readonly string[]
}

const PARSERS = {
  origin: parseAsString,
  method: parseAsString,
  header: parseAsNativeArrayOf(parseAsString),
  credentials: parseAsBoolean,
  /** Megabytes of the body. */
  body: parseAsInteger,
  own: parseAsNativeArrayOf(parseAsString),
  compare: parseAsNativeArrayOf(parseAsString),
}
type InAddress = { [Key in keyof typeof PARSERS]: ReturnType<(typeof PARSERS)[Key]['parse']> }

const MEGABYTE = 1024 * 1024
/** Longer requests stay on the page and out of the address; characters. */
const MAX_IN_ADDRESS = 1_500
const NO_ORIGIN = 'https://app.example.com'

/**
 * The simulator's request. It stands in the address, so that a link shows the same, as long as it is short; until
 * one is chosen it is a GET from the first listed origin.
 */
export function useSimulatedRequest(
  live: Cors | undefined,
): [SimulatorView, (part: Partial<SimulatorView>) => void] {
  const [inAddress, setInAddress] = useQueryStates(PARSERS, { history: 'replace' })
  const [long, setLong] = useState<SimulatorView>()
  const view = long ?? viewOf(inAddress, firstOrigin(live))
  const change = (part: Partial<SimulatorView>) => {
    const next = { ...view, ...part }
    const written = addressOf(next)
    const isShort = JSON.stringify(written).length <= MAX_IN_ADDRESS
    setLong(isShort ? undefined : next)
    void setInAddress(isShort ? written : null)
  }
  return [view, change]
}

function viewOf(
  { origin, method, header, credentials, body, own, compare }: InAddress,
  first: string,
): SimulatorView {
  return {
    request: {
      origin: origin ?? first,
      method: method ?? 'GET',
      headers: (header ?? []).map(headerLineOf),
      withCredentials: credentials ?? false,
      ...(body !== null && body > 0 && !isBodyless(method) && { bodyBytes: body * MEGABYTE }),
    },
    ownHeaders: (own ?? []).map(headerLineOf),
    otherOrigins: compare ?? [],
  }
}

/** fetch() refuses a body with these. */
const isBodyless = (method: string | null) => /^(GET|HEAD)$/.test(method ?? 'GET')

function addressOf({ request, ownHeaders, otherOrigins }: SimulatorView): InAddress {
  return {
    origin: request.origin,
    method: request.method,
    header: request.headers.map(headerLineText),
    credentials: request.withCredentials || null,
    body: request.bodyBytes === undefined ? null : Math.round(request.bodyBytes / MEGABYTE),
    own: ownHeaders.map(headerLineText),
    compare: [...otherOrigins],
  }
}

function firstOrigin(cors: Cors | undefined): string {
  const listed = cors?.AllowOrigins ?? []
  return listed.find((origin) => origin !== '*' && diagnoseOrigin(origin) === null) ?? NO_ORIGIN
}
