'use client'

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { showTheme } from '@/components/shell/theme'
import { ToastProvider } from '@/components/ui/toast'
import { readAgain } from '@/lib/draft/ask-again'
import { FailureError } from '@/lib/failures/result'

const MINUTE = 60_000

/** What every page stands in: the query cache, the address bar's state and the toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  // The script in the head has done it already, unless the browser had to build the document itself.
  useEffect(showTheme, [])
  useEffect(markHydrated, [])
  return (
    <QueryClientProvider client={queryClient}>
      <NuqsAdapter>
        <ToastProvider>{children}</ToastProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  )
}

/** For whoever drives the page by script, tests above all: from here on clicks and keys are heard. */
function markHydrated() {
  document.documentElement.dataset.hydrated = ''
}

function createQueryClient() {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof FailureError)
          readAgain(error.failure.code, () => void client.invalidateQueries())
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: MINUTE,
        // The server has already repeated what is worth repeating, and says the rest as a failure.
        retry: false,
      },
    },
  })
  return client
}
