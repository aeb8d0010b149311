import { BlockList, isIP } from 'node:net'

/** Whether an address lies in a block such as `192.0.2.0/24`, or is the one that stands there without a length. */
export function isInBlock(block: string, address: string): boolean {
  const [network = '', length] = block.split('/')
  const family = isIP(network)
  if (family === 0 || isIP(address) !== family) return false
  const prefix = length === undefined ? (family === 4 ? 32 : 128) : Number(length)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false
  const list = new BlockList()
  list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6')
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
