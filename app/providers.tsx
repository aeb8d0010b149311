'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { config } from 'zod/v4/core'
import { allowOwnChunks } from '@/components/shell/trusted-types'
import { ToastProvider } from '@/components/ui/toast'

allowOwnChunks()

const MINUTE = 60_000

// Schemas made in the browser must not try `new Function`: the CSP forbids it and would report the attempt.
config({ jitless: true })

/** What every page stands in: the query cache, the address bar's state, the theme and the toasts. */
export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <ThemeProvider attribute="data-theme" enableColorScheme={false} nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>
          <ToastProvider>{children}</ToastProvider>
        </NuqsAdapter>
      </QueryClientProvider>
    </ThemeProvider>
  )
}

function createQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: MINUTE,
        // The server has already repeated what is worth repeating, and says the rest as a failure.
        retry: false,
      },
    },
  })
}
