'use server'

import {
  approveRequest as approve,
  askBackRequest as askBack,
  declineRequest as decline,
} from '@/lib/approvals/decide'
import {
  sendForApproval as askFor,
  reviseRequest as revise,
  withdrawRequest as withdraw,
} from '@/lib/approvals/send'
import { sendBulkForApproval as askForMany } from '@/lib/approvals/send-bulk'
import { action } from '@/lib/doorways/action'

export const sendForApproval = action(askFor)
export const sendBulkForApproval = action(askForMany)
export const reviseRequest = action(revise)
export const withdrawRequest = action(withdraw)
export const approveRequest = action(approve)
export const declineRequest = action(decline)
export const askBackRequest = action(askBack)
