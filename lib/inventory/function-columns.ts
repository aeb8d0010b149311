import type { FunctionIdentity } from '@/lib/identity/schema'

/** A function as the columns of every table of the index name it. */
export const functionOf = ({ account, region, functionName }: FunctionIdentity) => ({
  account,
  region,
  function_name: functionName,
})
