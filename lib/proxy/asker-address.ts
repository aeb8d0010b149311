import 'server-only'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Gives the address that a request comes from. */
export type AskerAddress = (request: IncomingMessage) => string

/**
 * The connection's own address, unless that is a proxy whose word counts: then the last address in its
 * `X-Forwarded-For` that is no such proxy. What others write there is theirs to invent.
 */
export function askerAddressOf(trustedProxies: readonly string[]): AskerAddress {
  const trusted = new BlockList()
  for (const entry of trustedProxies) {
    const [address = '', bits] = entry.split('/')
    const kind = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) trusted.addAddress(address, kind)
    else trusted.addSubnet(address, Number(bits), kind)
  }
  const isTrusted = (address: string) =>
    (isIPv4(address) && trusted.check(address, 'ipv4')) || (isIPv6(address) && trusted.check(address, 'ipv6'))
  return ({ socket, headers }) => {
    const own = plain(socket.remoteAddress ?? 'unknown')
    if (!isTrusted(own)) return own
    const told = [headers['x-forwarded-for'] ?? '']
      .flat()
      .join(',')
      .split(',')
      .map((each) => plain(each.trim()))
      .filter((each) => isIPv4(each) || isIPv6(each))
    return told.reverse().find((each) => !isTrusted(each)) ?? own
  }
}

/** An IPv4 address that came over a socket for both. */
const plain = (address: string) => address.replace(/^::ffff:(?=[\d.]+$)/i, '')
