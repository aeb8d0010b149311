import { stream } from '@/lib/doorways/stream'
import { sendRequest } from '@/lib/probe/send'

export const POST = stream(sendRequest)
