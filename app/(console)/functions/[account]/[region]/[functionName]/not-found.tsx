import { NoSuchPage } from '@/components/failures/no-such-page'
import { UnknownAddress } from '@/components/failures/unknown-address'
import { unknownOfAddress } from './read-address'

/** An address of a function or function URL that names nothing: says which part, and the nearest that exists. */
export default async function UnknownFunction() {
  const unknown = await unknownOfAddress()
  return unknown ? <UnknownAddress {...unknown} /> : <NoSuchPage />
}
