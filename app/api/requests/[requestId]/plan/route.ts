import { planRequest } from '@/lib/approvals/read'
import { read } from '@/lib/doorways/route'

export const GET = read(planRequest)
