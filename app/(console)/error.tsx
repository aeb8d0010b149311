'use client'

import { PageProblem, type PageProblemProps } from '@/components/shell/page-problem'

/** A page failed: the frame around it stays, and with it the way to every other page. */
export default function ConsoleProblem(props: PageProblemProps) {
  return <PageProblem {...props} />
}
