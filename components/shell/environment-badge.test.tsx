// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, screen } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { EnvironmentBadge } from '@/components/shell/environment-badge'
import { connectionQuery } from '@/lib/connection/queries'
import type { Connection } from '@/lib/connection/schema'

afterEach(cleanup)

const connection = (principalArn: string | undefined, readAt: string): Connection => ({
  endpoint: 'AWS',
  isReadOnly: false,
  operator: 'mia',
  regions: ['eu-central-1'],
  targets: [{ account: '111111111111', regions: ['eu-central-1'], principalArn }],
  functionUrlHost: '*.lambda-url.<region>.on.aws',
  readAt,
})

test('begins with what the server wrote, although another part of the page has read anew before', async () => {
  const served = connection(undefined, '2026-11-28T10:00:00.000Z')
  const badge = (client: QueryClient) => (
    <QueryClientProvider client={client}>
      <EnvironmentBadge connection={served} />
    </QueryClientProvider>
  )
  // The page as a browser has it from the server.
  const page = new DOMParser().parseFromString(renderToString(badge(new QueryClient())), 'text/html')
  const container = document.createElement('div')
  container.append(...page.body.childNodes)
  document.body.append(container)
  expect(container.textContent).not.toContain('user/operator')

  const client = new QueryClient()
  const anew = connection('arn:aws:iam::111111111111:user/operator', new Date().toISOString())
  client.setQueryData(connectionQuery().queryKey, anew)
  const errors: unknown[] = []
  await act(async () => {
    hydrateRoot(container, badge(client), { onRecoverableError: (error) => errors.push(error) })
  })
  expect(errors).toEqual([])
  expect(screen.getByText(/as user\/operator/)).toBeDefined()
})
