import { bashWords, cmdAsBash, isForCmd } from '@/lib/cors/pasted/command-words'
import { factsOfCopied } from '@/lib/cors/pasted/copied-request'
import type { RequestFacts } from '@/lib/cors/pasted/snippet-facts'

/** Where a command begins: at the beginning of a line, behind a prompt perhaps. */
const COMMAND =
  /^[ \t]*(?:[$>#%]|PS [^>\n]*>|[\w.@~:-]+[$#%]|[A-Z]:\\[^>\n]*>)?[ \t]*(?:sudo +)?curl(?:\.exe)?(?=[ \t])/gm

/** Options with a value that says nothing of the request that a page would make. */
const OTHERS =
  /^(-[oOmwDcKeTtxyYzECrQUP]|--(output|max-time|connect-timeout|write-out|dump-header|cookie-jar|config|cacert|cert|key|proxy|resolve|connect-to|retry|limit-rate|user-agent|ciphers|range|tls-max|interface|unix-socket|aws-sigv4|referer))$/

/** Reads the first `curl` command, "Copy as cURL" of the browsers included, and counts them. `null` without one. */
export function readCurl(text: string): { facts: RequestFacts; count: number } | null {
  const found = [...text.matchAll(COMMAND)]
  const [first] = found
  if (!first) return null
  const next = found[1]?.index ?? text.length
  const rest = text.slice(first.index + first[0].length, next)
  const { words, isWhole } = bashWords(isForCmd(rest) ? cmdAsBash(rest) : rest)
  const options = optionsIn(words)
  // What follows `curl` without an address or an option is prose, or what curl itself says.
  if (options.address === undefined && options.headers.length === 0) return null
  return { facts: factsOfCopied('curl', { ...options, isWhole }), count: found.length }
}

interface CurlOptions {
  address?: string
  method?: string
  headers: [string, string][]
  type?: string
  hasCookie: boolean
}

type Handler = (value: string, to: CurlOptions) => void

const header: Handler = (value, to) => {
  const at = value.indexOf(':')
  if (at > 0) to.headers.push([value.slice(0, at).trim(), value.slice(at + 1).trim()])
}
const method: Handler = (value, to) => {
  to.method = value
}
const cookie: Handler = (_, to) => {
  to.hasCookie = true
}
const address: Handler = (value, to) => {
  to.address ??= value
}
const withData =
  (type: string): Handler =>
  (_, to) => {
    to.method ??= 'POST'
    to.type ??= type
  }
const data = withData('application/x-www-form-urlencoded')

const WITH_VALUE: Record<string, Handler> = {
  '-X': method,
  '--request': method,
  '-H': header,
  '--header': header,
  '-d': data,
  '--data': data,
  '--data-raw': data,
  '--data-ascii': data,
  '--data-binary': data,
  '--data-urlencode': data,
  '-F': withData('multipart/form-data'),
  '--form': withData('multipart/form-data'),
  '--json': withData('application/json'),
  '-b': cookie,
  '--cookie': cookie,
  '-u': (_, to) => void to.headers.push(['authorization', 'Basic']),
  '--user': (_, to) => void to.headers.push(['authorization', 'Basic']),
  '--oauth2-bearer': (_, to) => void to.headers.push(['authorization', 'Bearer']),
  '-A': () => undefined,
  '--url': address,
}

function optionsIn(words: readonly string[]): CurlOptions {
  const options: CurlOptions = { headers: [], hasCookie: false }
  const isGet = words.some((word) => word === '-G' || word === '--get')
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const [name, joined] = namedIn(word)
    const handler = WITH_VALUE[name]
    if (handler) {
      handler(joined ?? words[at + 1] ?? '', options)
      if (joined === undefined) at += 1
    } else if (OTHERS.test(word)) at += 1
    else if (/^(-I|--head)$/.test(word)) options.method ??= 'HEAD'
    else if (!word.startsWith('-')) options.address ??= word
  }
  if (!isGet) return options
  const { type: _, ...rest } = options
  return { ...rest, method: 'GET' }
}

/** `-XPUT` and `--request=PUT` hold their value. */
function namedIn(word: string): [name: string, value?: string] {
  if (word.startsWith('--')) {
    const at = word.indexOf('=')
    return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)]
  }
  const short = word.slice(0, 2)
  return word.startsWith('-') && word.length > 2 && WITH_VALUE[short] ? [short, word.slice(2)] : [word]
}
