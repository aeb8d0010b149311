import { read } from '@/lib/doorways/route'
import { listOutside } from '@/lib/outside/read'

export const GET = read(listOutside)
