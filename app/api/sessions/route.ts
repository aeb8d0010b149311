import { read } from '@/lib/doorways/route'
import { listSessions } from '@/lib/sign-in/own-sessions'

export const GET = read(listSessions)
