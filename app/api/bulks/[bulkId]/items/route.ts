import { listBulkItems } from '@/lib/bulk/read'
import { read } from '@/lib/doorways/route'

export const GET = read(listBulkItems)
