/** A request as code is written for it. */
export interface CodedRequest {
  method: string
  /** Whole and percent-encoded. */
  url: string
  headers: (readonly [name: string, value: string])[]
  /** Empty: none. */
  body: string
  /** Signed with Signature Version 4 for this region. */
  signedFor?: string
}

export const REQUEST_LANGUAGES = ['curl', 'fetch', 'python'] as const
export type RequestLanguage = (typeof REQUEST_LANGUAGES)[number]

/** The same request in a language; no credential is in it, only where each language finds them. */
export function requestCode(request: CodedRequest, language: RequestLanguage): string {
  if (language === 'curl') return curlOf(request)
  if (language === 'fetch') return request.signedFor ? signedFetchOf(request) : fetchOf(request)
  return request.signedFor ? botocoreOf(request) : requestsOf(request)
}

/**
 * For a POSIX shell. Sources: curl's manual (--aws-sigv4; -H with a colon alone takes a header away, with a semicolon
 * sends an empty one; --data-raw gives @ no meaning), POSIX "Shell Command Language", quoting.
 */
function curlOf({ method, url, headers, body, signedFor }: CodedRequest): string {
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const lines = [
    // curl waits for a body that never comes when HEAD is only named.
    method === 'HEAD' ? 'curl --head' : `curl --request ${method}`,
    ...(signedFor
      ? [
          `--aws-sigv4 ${shellWord(`aws:amz:${signedFor}:lambda`)}`,
          '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
          // An empty token would be signed too; without one the word is left out.
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in
          '${AWS_SESSION_TOKEN:+--header} ${AWS_SESSION_TOKEN:+"x-amz-security-token: $AWS_SESSION_TOKEN"}',
        ]
      : []),
    ...headers.map(
      ([name, value]) => `--header ${shellWord(value === '' ? `${name};` : `${name}: ${value}`)}`,
    ),
    ...(body !== '' && !hasType ? [`--header ${shellWord('Content-Type:')}`] : []),
    ...(body === '' ? [] : [`--data-raw ${shellWord(body)}`]),
    `--include --no-buffer --globoff ${shellWord(url)}`,
  ]
  return lines.join(' \\\n  ')
}

/** Letters, digits and -._~ as they are, everything else escaped with capital letters: as signatures want it. */
const CANONICAL = /^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/
const NEEDLESS_ESCAPE = /%(?:2D|2E|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/

const isCanonical = (text: string) => CANONICAL.test(text) && !NEEDLESS_ESCAPE.test(text)

/**
 * Whether some versions of curl sign this address wrongly. Tried with 7.88: it signs a path as it is sent, though it
 * must be normalised and escaped once more, and a query as it is written, though its names and values must be escaped
 * in one way, each name must have an equals sign, and they must be in order.
 */
export function isAwkwardForCurl(url: string): boolean {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?]*([^?]*)\??(.*)$/s.exec(url) ?? []
  const isPlainPath = /^[A-Za-z0-9\-._~/]*$/.test(path) && !/\/(?:\/|\.{1,2}(?:\/|$))/.test(path)
  if (!isPlainPath) return true
  if (query === '') return false
  const parameters = query.split('&').map((pair) => /^([^=]*)=([^=]*)$/.exec(pair)?.slice(1))
  const isOrdered = parameters.every((pair, index) => isAtItsPlace(parameters[index - 1], pair))
  return !isOrdered || !parameters.every((pair) => pair?.every(isCanonical))
}

/** By names and then by values, and the same by the whole text, which is how curl compares them. */
function isAtItsPlace(before: readonly string[] | undefined, pair: readonly string[] | undefined): boolean {
  if (before === undefined || pair === undefined) return pair !== undefined
  const [a = '', x = ''] = before
  const [b = '', y = ''] = pair
  return (a < b || (a === b && x <= y)) && before.join('=') <= pair.join('=')
}

/** Pairs, not an object: a header of any name is then only a header. */
const pairsOf = (headers: CodedRequest['headers'], literal: (text: string) => string) =>
  headers.map(([name, value]) => `    [${literal(name)}, ${literal(value)}],\n`).join('')

function fetchOf({ method, url, headers, body }: CodedRequest): string {
  const options = [
    `  method: ${scriptText(method)},\n`,
    ...(headers.length > 0 ? [`  headers: [\n${pairsOf(headers, scriptText)}  ],\n`] : []),
    ...(body === '' ? [] : [`  body: new TextEncoder().encode(${scriptText(body)}),\n`]),
  ]
  return `const response = await fetch(${scriptText(url)}, {\n${options.join('')}})
console.log(response.status, await response.text())`
}

/** In Node, with the signer of the AWS SDK; a browser must never hold such credentials. */
function signedFetchOf({ method, url, headers, body, signedFor = '' }: CodedRequest): string {
  return `// Node.js: npm install @smithy/signature-v4 @aws-crypto/sha256-js @aws-sdk/credential-providers
import { Sha256 } from '@aws-crypto/sha256-js'
import { fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { SignatureV4 } from '@smithy/signature-v4'

const url = new URL(${scriptText(url)})
const query = {}
for (const name of url.searchParams.keys()) query[name] = url.searchParams.getAll(name)
const signer = new SignatureV4({
  service: 'lambda',
  region: ${scriptText(signedFor)},
  credentials: fromNodeProviderChain(),
  sha256: Sha256,
})
const body = ${body === '' ? 'undefined' : `new TextEncoder().encode(${scriptText(body)})`}
const { headers } = await signer.sign({
  method: ${scriptText(method)},
  protocol: url.protocol,
  hostname: url.host,
  path: url.pathname,
  query,
  headers: Object.fromEntries([
    ['host', url.host],
${pairsOf(headers, scriptText)}  ]),
  body,
})
const response = await fetch(url, { method: ${scriptText(method)}, headers, body })
console.log(response.status, await response.text())`
}

const dictionaryOf = (headers: CodedRequest['headers']) =>
  `{\n${headers.map(([name, value]) => `    ${pythonText(name)}: ${pythonText(value)},\n`).join('')}}`

const pythonBody = (body: string) => (body === '' ? 'None' : `${pythonText(body)}.encode()`)

function requestsOf({ method, url, headers, body }: CodedRequest): string {
  return `import requests

response = requests.request(
    ${pythonText(method)},
    ${pythonText(url)},
    headers=${indented(dictionaryOf(headers))},
    data=${pythonBody(body)},
    allow_redirects=False,
)
print(response.status_code, response.text)`
}

/** botocore comes with boto3; its own session sends the address exactly as it was signed. */
function botocoreOf({ method, url, headers, body, signedFor = '' }: CodedRequest): string {
  return `import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session

request = AWSRequest(
    method=${pythonText(method)},
    url=${pythonText(url)},
    headers=${indented(dictionaryOf(headers))},
    data=${pythonBody(body)},
)
credentials = boto3.Session().get_credentials().get_frozen_credentials()
SigV4Auth(credentials, "lambda", ${pythonText(signedFor)}).add_auth(request)
response = URLLib3Session().send(request.prepare())
print(response.status_code, response.text)`
}

const indented = (text: string) => text.replaceAll('\n', '\n    ')

/** What looks like nothing, or turns the reading direction, is escaped, so that code is what it looks like. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** POSIX shell: single quotes keep everything but the single quote itself; $'…' has escapes for bytes, in octal. */
function shellWord(text: string): string {
  const isVisible = (character: string) => character === '\n' || character === '\t'
  const ansi = text
    .replace(/[\\']/g, '\\$&')
    .replace(UNSEEN, (character) => (isVisible(character) ? character : octal(character)))
  const hasUnseen = [...text.matchAll(UNSEEN)].some(([character]) => !isVisible(character))
  return hasUnseen ? `$'${ansi}'` : `'${text.replaceAll("'", `'\\''`)}'`
}

const octal = (character: string) =>
  [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0')

/** ECMAScript: a JSON text is a string literal, with the escape for a code point where one is needed. */
function scriptText(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (c) => `\\u{${hex(c.codePointAt(0) ?? 0, 1)}}`)
}

/** Python: the same escapes, but with eight digits beyond the basic plane. */
function pythonText(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
  })
}
