'use server'

import { action } from '@/lib/doorways/action'
import { changeSettings as settle } from '@/lib/settings/read'

export const changeSettings = action(settle)
