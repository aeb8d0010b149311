'use server'

import { startBulk as start } from '@/lib/bulk/start'
import {
  applyBulk as applyAll,
  leaveOutOfBulk as leaveOut,
  resumeBulk as resume,
  retryBulk as retry,
  stopBulk as stop,
} from '@/lib/bulk/steer'
import { action } from '@/lib/doorways/action'
import { countSelected as countIn } from '@/lib/inventory/read'

export const startBulk = action(start)
export const applyBulk = action(applyAll)
export const stopBulk = action(stop)
export const resumeBulk = action(resume)
export const retryBulk = action(retry)
export const leaveOutOfBulk = action(leaveOut)
export const countSelected = action(countIn)
