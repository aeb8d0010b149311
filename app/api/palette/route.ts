import { read } from '@/lib/doorways/route'
import { searchIndex } from '@/lib/palette/search-index'

export const GET = read(searchIndex)
