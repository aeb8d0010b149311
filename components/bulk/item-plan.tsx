'use client'

import { useQuery } from '@tanstack/react-query'
import { ChangePlan } from '@/components/changes/change-plan'
import { FailureCallout } from '@/components/failures/failure-callout'
import { TargetChip } from '@/components/shell/target-chip'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { bulkPlanQuery } from '@/lib/bulk/queries'
import type { BulkItem } from '@/lib/bulk/schema'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlName } from '@/lib/identity/names'

interface ItemPlanProps {
  bulkId: string
  item: BulkItem
  onClose: () => void
}

/** The plan of one item as it was reviewed. */
export function ItemPlan({ bulkId, item, onClose }: ItemPlanProps) {
  const { data: plan, error } = useQuery(bulkPlanQuery(bulkId, item.seq))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={plan?.title ?? functionUrlName(item)}
      description={<TargetChip target={item} />}
      size="lg"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {error && <FailureCallout failure={failureFrom(error)} />}
      {!plan && !error && <SkeletonLines lines={6} label="Reading the plan" />}
      {plan && <ChangePlan plan={plan} isChangedElsewhere={false} isBrief={false} />}
    </Dialog>
  )
}
