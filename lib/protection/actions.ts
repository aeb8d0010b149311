'use server'

import { action } from '@/lib/doorways/action'
import { setProtection as protect, removeProtection as unprotect } from '@/lib/protection/protect'

export const setProtection = action(protect)
export const removeProtection = action(unprotect)
