import { type Failure, FailureError } from '@/lib/failures/result'

/** What was asked for, as far as it is named. */
interface Wanted {
  account?: string
  region?: string
  functionName?: string
  qualifier?: string
}

/**
 * What is not there, and what is there but not for who asks: one answer, made here, so that nobody can tell the two
 * apart. `nearest` must come from what that person may see.
 */
export function notFound(wanted: Wanted, nearest?: string): FailureError {
  return new FailureError({ code: 'not-found', ...described(wanted, nearest) })
}

function described(
  { account, region, functionName, qualifier }: Wanted,
  nearest?: string,
): Omit<Failure, 'code'> {
  if (functionName && qualifier)
    return {
      message: `The function ${functionName} has no alias ${qualifier}.`,
      unknown: { part: 'qualifier', value: qualifier, nearest },
    }
  if (functionName)
    return {
      message: `There is no function ${functionName} in ${region} of account ${account}.`,
      unknown: { part: 'functionName', value: functionName, nearest },
    }
  return { message: 'There is nothing like this here.' }
}

/** Of a change: no such id, or another function URL’s. */
export const changeNotFound = (): FailureError =>
  new FailureError({ code: 'not-found', message: 'There is no change with this id in the record.' })

/** Of an event of the record: no such position, or another one's. */
export const eventNotFound = (): FailureError =>
  new FailureError({ code: 'not-found', message: 'There is no event with this number in the record.' })

/** Of a bulk change, or of an item that has no plan. */
export const bulkNotFound = (): FailureError =>
  new FailureError({ code: 'not-found', message: 'There is no bulk change with this id.' })

/** Of a request for a change. */
export const requestNotFound = (): FailureError =>
  new FailureError({ code: 'not-found', message: 'There is no request with this id.' })

/** Of a function URL. */
export const functionUrlNotFound = (): FailureError =>
  new FailureError({ code: 'not-found', message: 'There is no function URL here to send a request to.' })
