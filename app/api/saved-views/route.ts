import { read } from '@/lib/doorways/route'
import { listViews } from '@/lib/saved-views/read'

export const GET = read(listViews)
