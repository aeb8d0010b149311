import { listAccounts } from '@/lib/accounts/read'
import { read } from '@/lib/doorways/route'

export const GET = read(listAccounts)
