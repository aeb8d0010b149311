'use server'

import { action } from '@/lib/doorways/action'
import {
  giveGrant as give,
  changeGrant as make,
  changeRules as rule,
  takeGrant as take,
} from '@/lib/people/manage'

export const giveGrant = action(give)
export const changeGrant = action(make)
export const takeGrant = action(take)
export const changeRules = action(rule)
