import 'server-only'
import { env } from '@/lib/env'

/**
 * Region and endpoint for an AWS client. The endpoint is always given in words, so that no setting that the
 * SDK finds by itself decides where requests go.
 */
export function endpointConfig(region: string | undefined): {
  region: string | undefined
  endpoint?: string
} {
  const { endpoint } = env()
  return endpoint ? { region, endpoint } : { region }
}
