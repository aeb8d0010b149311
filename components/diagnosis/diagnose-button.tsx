import { CircleQuestionMark } from 'lucide-react'
import { Button } from '@/components/ui/button'

/** The door in the header. */
export function DiagnoseButton({ onClick }: { onClick: () => void }) {
  return (
    <Button
      aria-label="What went wrong?"
      icon={<CircleQuestionMark aria-hidden size={14} />}
      onClick={onClick}
    >
      <span className="hidden min-[88rem]:inline">What went wrong?</span>
    </Button>
  )
}
