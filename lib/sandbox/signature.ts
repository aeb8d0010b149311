import { createHash, createHmac } from 'node:crypto'

/** A request as it was sent, in strings with one character for each byte. */
export interface SignedRequest {
  method: string
  /** Still percent-encoded, without the query. */
  rawPath: string
  /** Still percent-encoded, without the question mark. */
  rawQuery: string
  /** Every line; a name may come more than once. */
  headerLines: readonly (readonly [name: string, value: string])[]
  body: Buffer
}

/** What is said of a signature beside the request. */
export interface SignatureClaim {
  /** `20261128` */
  date: string
  region: string
  service: string
  /** Lower-case names in the order of the claim. */
  signedHeaders: readonly string[]
  /** `20261128T120000Z` */
  stamp: string
}

const UNRESERVED = /[A-Za-z0-9\-._~]/

function encodeBytes(bytes: Buffer): string {
  const encode = (byte: number) => {
    const character = String.fromCharCode(byte)
    return UNRESERVED.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return Array.from(bytes, encode).join('')
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

/** Without empty parts, `.` and `..`. Source: RFC 3986, section 5.2.4; AWS's test suite, "normalize-path". */
function normalised(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  const isFolder = parts.length > 0 && path.endsWith('/')
  return `/${parts.join('/')}${isFolder ? '/' : ''}`
}

// Every service but S3 signs the path encoded once more than it is sent.
function canonicalPath(rawPath: string): string {
  const parts = normalised(rawPath).split('/')
  return parts.map((part) => encodeBytes(Buffer.from(part, 'latin1'))).join('/')
}

/** The bytes that a part of a query stands for; a plus is a space there, as AWS's test suite has it. */
function queryBytes(text: string): Buffer {
  const plain = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}

// The signature of a signed address is a parameter itself and cannot cover itself.
const isCovered = (name: string) => name !== 'X-Amz-Signature'

function canonicalQuery(rawQuery: string): string {
  const pairs = rawQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
      return [encodeBytes(queryBytes(name)), encodeBytes(queryBytes(value))] as const
    })
    .filter(([name]) => isCovered(name))
  const order = (a: string, b: string) => Number(a > b) - Number(a < b)
  return pairs
    .toSorted(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map((pair) => pair.join('='))
    .join('&')
}

function canonicalHeader(name: string, lines: SignedRequest['headerLines']): string {
  const values = lines
    .filter(([own]) => own.toLowerCase() === name)
    .map(([, value]) => value.trim().replace(/\s+/g, ' '))
  return `${name}:${values.join(',')}\n`
}

/**
 * The text whose hash is signed. The body's own hash stands in it, whatever `x-amz-content-sha256` says: of the
 * services here none takes an unsigned payload.
 * Source: IAM user guide, "Create a signed AWS API request"; CloudFront developer guide, "Restrict access to an AWS
 * Lambda function URL origin": "Lambda doesn't support unsigned payloads".
 */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  return [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request.rawQuery),
    signedHeaders.map((name) => canonicalHeader(name, request.headerLines)).join(''),
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n')
}

/** The Signature Version 4 that a request with this claim must carry, in hexadecimal digits. */
export function signatureOf(request: SignedRequest, claim: SignatureClaim, secret: string): string {
  const { date, region, service, signedHeaders, stamp } = claim
  const scope = `${date}/${region}/${service}/aws4_request`
  // One character stands for one byte here too.
  const canonical = Buffer.from(canonicalRequest(request, signedHeaders), 'latin1')
  const toSign = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request')
  return hmac(key, toSign).toString('hex')
}
