import type { HeaderLine } from '@/lib/cors/simulator/simulation'

/**
 * Whether a request carries a SigV4 signature: `unknown` where an Authorization header is named and its value is not.
 * `other`: an Authorization header that is no SigV4 signature; the header cannot carry both.
 */
export type Signature = 'none' | 'sigv4' | 'other' | 'unknown'

/** What signs a request, by its headers and the query of its address (IAM user guide, "AWS Signature Version 4"). */
export function signatureOf(address: string, headers: readonly HeaderLine[]): Signature {
  const values = headers.filter(([name]) => isNamed(name, 'authorization')).map(([, value]) => value.trim())
  if (values.length === 0) return isPresigned(address) ? 'sigv4' : 'none'
  if (values.some((value) => value !== '' && !/^AWS4-/i.test(value))) return 'other'
  if (values.length > 1) return 'other'
  if (!values.every((value) => /^AWS4-HMAC-SHA256(?=$|[\s,])/.test(value))) return 'unknown'
  // The signature is over the time of the request, which has to come along.
  return headers.some(([name]) => isNamed(name, 'x-amz-date')) ? 'sigv4' : 'other'
}

const isNamed = (name: string, wanted: string) => name.toLowerCase() === wanted

function isPresigned(address: string): boolean {
  return URL.canParse(address) && new URL(address).searchParams.has('X-Amz-Signature')
}

/** The headers with those of a SigV4 signature, or without them. */
export function withSignature(headers: readonly HeaderLine[], isSigned: boolean): HeaderLine[] {
  const others = headers.filter(([name]) => !SIGNING.some((signing) => isNamed(name, signing)))
  return isSigned ? [...others, ['authorization', 'AWS4-HMAC-SHA256'], ['x-amz-date', '']] : others
}

const SIGNING = ['authorization', 'x-amz-date']
