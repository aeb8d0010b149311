'use client'

import './globals.css'
import PageError from './error'

/** When even the frame around the pages failed: a document of its own, without fonts, theme and shell. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Problem · Function URL Console</title>
      </head>
      <body>
        <main>
          <PageError {...props} />
        </main>
      </body>
    </html>
  )
}
