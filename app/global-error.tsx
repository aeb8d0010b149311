'use client'

import './globals.css'
import { PageProblem, type PageProblemProps } from '@/components/shell/page-problem'

/** When even the frame around the pages failed: a document of its own, without fonts, theme and shell. */
export default function GlobalProblem(props: PageProblemProps) {
  return (
    <html lang="en">
      <head>
        <title>Problem · Function URL Console</title>
      </head>
      <body>
        <main>
          <PageProblem {...props} />
        </main>
      </body>
    </html>
  )
}
