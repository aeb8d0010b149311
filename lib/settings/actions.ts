'use server'

import { action } from '@/lib/doorways/action'
import { changeSettings as change } from '@/lib/settings/read'

export const changeSettings = action(change)
