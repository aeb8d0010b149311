import { read } from '@/lib/doorways/route'
import { listProtections } from '@/lib/protection/protect'

export const GET = read(listProtections)
