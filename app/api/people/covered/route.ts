import { read } from '@/lib/doorways/route'
import { countCovered } from '@/lib/people/read'

export const GET = read(countCovered)
