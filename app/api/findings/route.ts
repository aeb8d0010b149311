import { read } from '@/lib/doorways/route'
import { listFindings } from '@/lib/inventory/read-findings'

export const GET = read(listFindings)
