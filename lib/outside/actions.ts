'use server'

import { action } from '@/lib/doorways/action'
import { lookOutside as look } from '@/lib/outside/read'

export const lookOutside = action(look)
