/** Where a function URL is reached; made from what AWS said, and from nothing that anybody typed. */
export interface ProbeTarget {
  /** Name to be looked up, without a port. */
  hostname: string
  port: number
  /** What stands in the Host header. */
  host: string
  /** `https://<host>` or, for the sandbox, `http://<host>`. */
  origin: string
  /** The sandbox: reached at 127.0.0.1 and nowhere else, without TLS. */
  isLocal: boolean
}

const HTTPS_PORT = 443

/**
 * The one place that a function URL of a region may lead to; undefined when it does not match the host pattern
 * (`*.lambda-url.<region>.on.aws`) to the letter. No parser of addresses is asked: what it would read differently
 * than another one matches nothing here.
 */
export function probeTarget(functionUrl: string, region: string, pattern: string): ProbeTarget | undefined {
  const suffix = pattern.slice(1).replace('<region>', region)
  const [, name = '', portText] = /^(\.[a-z0-9.-]+?)(?::(\d{1,5}))?$/.exec(suffix) ?? []
  if (!pattern.startsWith('*.') || name === '') return undefined
  const isLocal = name.endsWith('.localhost')
  if (isLocal && portText === undefined) return undefined
  const scheme = isLocal ? 'http' : 'https'
  const [, label] = /^[a-z]+:\/\/([a-z0-9]{1,63})\./.exec(functionUrl) ?? []
  if (label === undefined || functionUrl !== `${scheme}://${label}${suffix}/`) return undefined
  const port = Number(portText ?? HTTPS_PORT)
  if (port < 1 || port > 65_535) return undefined
  const host = `${label}${suffix}`
  return { hostname: `${label}${name}`, port, host, origin: `${scheme}://${host}`, isLocal }
}
