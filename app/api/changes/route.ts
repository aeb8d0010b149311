import { listChanges, listChangesInputSchema } from '@/lib/changes/read'
import { read } from '@/lib/route'

export const GET = read(listChangesInputSchema, listChanges)
