/** What is left of AWS's quotas and who waits for it; worth nothing once no process runs. */
export interface BudgetTables {
  budget_buckets: BudgetBucketRow
  budget_wants: BudgetWantRow
}

/** One quota of one account and region: see `Bucket` of `lib/budget`. */
interface BudgetBucketRow {
  key: string
  calls: number
  rate: number
  counted_at: string
  lowered_at: string
}

/** What one process waits for there; it counts for a second. */
interface BudgetWantRow {
  key: string
  process: string
  people: number
  background: number
  wanted_at: string
  /** What it was given lately. */
  served: number
}
