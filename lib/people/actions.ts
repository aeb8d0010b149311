'use server'

import { action } from '@/lib/doorways/action'
import {
  giveGrant as give,
  changeGrant as regrant,
  changeRules as rule,
  takeGrant as take,
} from '@/lib/people/manage'

export const giveGrant = action(give)
export const changeGrant = action(regrant)
export const takeGrant = action(take)
export const changeRules = action(rule)
