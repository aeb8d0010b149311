import { stream } from '@/lib/doorways/stream'
import { probeInputSchema } from '@/lib/probe/schema'
import { sendRequest } from '@/lib/probe/send'

export const POST = stream(probeInputSchema, sendRequest)
