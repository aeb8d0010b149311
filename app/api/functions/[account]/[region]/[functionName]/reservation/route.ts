import { getReservation } from '@/lib/changes/read-reservation'
import { read } from '@/lib/doorways/route'

export const GET = read(getReservation)
