'use client'

import { PageProblem, type PageProblemProps } from '@/components/shell/page-problem'

/** Where the frame of the console itself could not be made. */
export default function RootProblem(props: PageProblemProps) {
  return (
    <main>
      <PageProblem {...props} />
    </main>
  )
}
