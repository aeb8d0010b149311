import 'server-only'
import net from 'node:net'

/** IANA IPv4 Special-Purpose Address Registry, and multicast (RFC 5771). */
const NOT_PUBLIC_4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

/** IANA IPv6 Special-Purpose Address Registry: what of 2000::/3 is for something else, or holds an IPv4 address. */
const NOT_PUBLIC_6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

function blocks(ranges: [string, number][], family: 'ipv4' | 'ipv6'): net.BlockList {
  const list = new net.BlockList()
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, family)
  return list
}

const special4 = blocks(NOT_PUBLIC_4, 'ipv4')
const special6 = blocks(NOT_PUBLIC_6, 'ipv6')
/** RFC 4291 §2.4: all global unicast addresses assigned so far. */
const global6 = blocks([['2000::', 3]], 'ipv6')

/** Whether an address is one of the public internet: no loopback, private, shared, link-local, multicast or mapped one. */
export function isPublicAddress(address: string): boolean {
  if (net.isIPv4(address)) return !special4.check(address, 'ipv4')
  if (!net.isIPv6(address) || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}
