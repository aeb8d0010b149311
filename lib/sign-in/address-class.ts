/** Where a request came from, as far as the record keeps it: never the address itself. */
export function addressClass(
  address: string,
): 'this computer' | 'a private network' | 'the internet' | 'unknown' {
  const plain = address.replace(/^::ffff:/i, '')
  if (/^127\.|^::1$/.test(plain)) return 'this computer'
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|^f[cd]|^fe[89ab]/i.test(plain))
    return 'a private network'
  return /^[\d.]+$|:/.test(plain) ? 'the internet' : 'unknown'
}
