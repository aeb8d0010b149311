/**
 * Whether IAM reads this as an address or a range of addresses, IPv4 or IPv6 (IAM user guide, "IP address condition
 * operators"; RFC 4632, RFC 4291): `203.0.113.0/24`, `2001:db8::/32`, or one address.
 */
export function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined
  if (bits === undefined || more.length > 0) return false
  return prefix === undefined || (/^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= bits)
}

const OCTET = '(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])'
const IPV4 = new RegExp(`^${OCTET}(\\.${OCTET}){3}$`)

const isIPv4 = (text: string) => IPV4.test(text)

function isIPv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const count = groups.length + (isIPv4(last) ? 1 : 0)
  const areGroups = groups.every(
    (group, index) => /^[0-9a-f]{1,4}$/i.test(group) || (index === groups.length - 1 && isIPv4(group)),
  )
  return areGroups && (halves.length === 2 ? count < 8 : count === 8)
}
