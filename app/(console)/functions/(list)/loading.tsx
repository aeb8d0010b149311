import { FunctionsSkeleton } from '@/components/function-list/functions-skeleton'

export default function FunctionsLoading() {
  return <FunctionsSkeleton />
}
