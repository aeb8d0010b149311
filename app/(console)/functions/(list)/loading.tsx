import { FunctionsSkeleton } from '@/components/functions/functions-skeleton'

export default function FunctionsLoading() {
  return <FunctionsSkeleton />
}
