import { read } from '@/lib/doorways/route'
import { countHighFindings } from '@/lib/inventory/read-findings'

export const GET = read(countHighFindings)
