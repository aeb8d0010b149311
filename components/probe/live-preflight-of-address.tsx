'use client'

import { parseAsBoolean, parseAsNativeArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { LivePreflight } from '@/components/probe/live-preflight'
import type { HeaderLine } from '@/lib/cors/simulation'
import type { FunctionUrlConfig, FunctionUrlIdentity } from '@/lib/function-urls/schema'

const PARSERS = {
  origin: parseAsString,
  method: parseAsString.withDefault('GET'),
  header: parseAsNativeArrayOf(parseAsString),
  credentials: parseAsBoolean.withDefault(false),
}

interface LivePreflightOfAddressProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

/** The live preflight of the request that stands in the address; a GET from the first listed origin without one. */
export function LivePreflightOfAddress({ identity, config, readAt }: LivePreflightOfAddressProps) {
  const [{ origin, method, header, credentials }] = useQueryStates(PARSERS)
  const listed = config.Cors?.AllowOrigins?.find((each) => each !== '*')
  const request = {
    origin: origin ?? listed ?? 'https://app.example.com',
    method,
    headers: (header ?? []).map(lineOf),
    withCredentials: credentials,
  }
  return <LivePreflight identity={identity} config={config} readAt={readAt} request={request} />
}

function lineOf(text: string): HeaderLine {
  const [name = '', ...rest] = text.split(':')
  return [name.trim(), rest.join(':').trim()]
}
