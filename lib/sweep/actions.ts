'use server'

import { action } from '@/lib/doorways/action'
import { checkNow as check, pauseSweeps as pause } from '@/lib/sweep/steer'

export const checkNow = action(check)
export const pauseSweeps = action(pause)
