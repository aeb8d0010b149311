import { read } from '@/lib/doorways/route'
import { getFindings } from '@/lib/inventory/read-findings'

export const GET = read(getFindings)
