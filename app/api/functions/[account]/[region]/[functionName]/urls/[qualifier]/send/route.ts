import { probeInputSchema } from '@/lib/probe/schema'
import { sendRequest } from '@/lib/probe/send'
import { stream } from '@/lib/stream-route'

export const POST = stream(probeInputSchema, sendRequest)
