/**
 * Somebody who calls a function URL, as its policy sees them. `anyone-signed` is a principal of some other account
 * that no statement names; `account` is a principal of that account that no statement names for itself.
 */
export type Caller =
  | { kind: 'unsigned' }
  | { kind: 'anyone-signed' }
  | { kind: 'account'; account: string }
  | { kind: 'identity'; account: string; arn: string }
  | { kind: 'organization'; organization: string }
  | { kind: 'service'; service: string }

/** Stands for AWS services that no statement names, where it is in the place of a service's name. */
export const ANY_SERVICE = '*'

/** One text for each caller, for comparing and for the address bar. */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'account':
      return caller.account
    case 'identity':
      return caller.arn
    case 'organization':
      return caller.organization
    case 'service':
      return caller.service
    default:
      return caller.kind
  }
}
