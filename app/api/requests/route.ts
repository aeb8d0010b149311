import { listRequests } from '@/lib/approvals/read'
import { read } from '@/lib/doorways/route'

export const GET = read(listRequests)
