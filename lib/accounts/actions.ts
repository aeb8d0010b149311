'use server'

import {
  addAccount as addToAccounts,
  changeAccount as changeInAccounts,
  removeAccount as removeFromAccounts,
} from '@/lib/accounts/manage'
import { testAccount as tryAccount } from '@/lib/accounts/try-account'
import { action } from '@/lib/doorways/action'

export const addAccount = action(addToAccounts)
export const changeAccount = action(changeInAccounts)
export const removeAccount = action(removeFromAccounts)
export const testAccount = action(tryAccount)
