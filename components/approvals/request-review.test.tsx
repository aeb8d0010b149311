import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { afterEach, describe, expect, test } from 'vitest'
import { RequestReview } from '@/components/approvals/request-review'
import { requestPlanQuery } from '@/lib/approvals/queries'
import type { RequestDetails, SeenPlan } from '@/lib/approvals/schema'
import type { PlannedChange } from '@/lib/changes/change'

afterEach(cleanup)

const identity = {
  ...{ account: '111111111111', region: 'eu-central-1' },
  ...{ functionName: 'checkout', qualifier: 'live' },
}
const AT = '2026-11-28T12:00:00.000Z'
const config = {
  FunctionUrl: 'https://x.lambda-url.eu-central-1.on.aws/',
  FunctionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:checkout:live',
  ...({ AuthType: 'AWS_IAM', InvokeMode: 'BUFFERED' } as const),
  ...{ CreationTime: AT, LastModifiedTime: AT },
}

const seen: SeenPlan = {
  title: 'Delete the function URL of checkout:live',
  request: { kind: 'delete', identity, statements: 'remove' },
  before: { config, policy: null },
  after: { config: null, policy: null },
  calls: [{ operation: 'DeleteFunctionUrlConfig', input: { FunctionName: 'checkout', Qualifier: 'live' } }],
  effect: { loses: [], gains: [], unclear: [], isOpening: false },
  planHash: 'a',
  readAt: AT,
}

const plan: PlannedChange = {
  ...seen,
  ...{ warnings: [], confirmation: 'checkout:live', danger: 'Delete function URL' },
  undo: { possible: false, reason: 'Its address is lost.' },
}

const details: RequestDetails = {
  request: {
    ...{ requestId: '2735b2ec-64a9-444f-9467-ce3c73bcb047', state: 'open', revision: 1, seen },
    ...{ requester: { kind: 'person', id: 'ada', name: 'Ada' }, sentAt: AT, steps: [] },
  },
  ...{ isMine: false, mayDecide: true },
}

const NOWHERE = () => undefined
const router = {
  ...{ push: NOWHERE, replace: NOWHERE, refresh: NOWHERE, prefetch: NOWHERE },
  ...{ back: NOWHERE, forward: NOWHERE },
}

/** The review of a request whose plan is this one now. */
function show(now: PlannedChange, part: Partial<RequestDetails> = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  const shown = { ...details, ...part }
  client.setQueryData(requestPlanQuery(shown.request.requestId).queryKey, { ...shown, plan: now })
  render(
    <AppRouterContext value={router as never}>
      <QueryClientProvider client={client}>
        <RequestReview details={shown} />
      </QueryClientProvider>
    </AppRouterContext>,
  )
}

describe('the review of a request', () => {
  test('says that nothing has changed, and is approved once the name is typed', async () => {
    show(plan)
    expect(screen.getByText('Nothing has changed since it was sent')).toBeTruthy()
    const isOff = () =>
      screen.getByRole('button', { name: /^Approve: Delete function URL/ }).getAttribute('aria-disabled')
    expect(isOff()).toBe('true')
    await userEvent.type(screen.getByRole('textbox', { name: /^Type / }), 'checkout:live')
    expect(isOff()).not.toBe('true')
  })

  test('shows what has changed since it was sent', () => {
    const before = { config: { ...config, InvokeMode: 'RESPONSE_STREAM' as const }, policy: null }
    show({ ...plan, before, planHash: 'b' })
    const since = screen.getByRole('region', { name: 'What has changed since it was sent' })
    expect(since.textContent).toMatch(
      /When it was sent.*Now.*BUFFERED.*RESPONSE_STREAM.*The calls are the same/,
    )
  })

  test('offers no decision to who may not take one', () => {
    show(plan, { mayDecide: false })
    expect(screen.queryByRole('region', { name: 'Your decision' })).toBeNull()
  })

  test('says what keeps an approver from it, and not that it takes a second person: here they are', () => {
    const right = { operation: 'function-url:delete', canBeAskedFor: true }
    const failure = {
      code: 'not-allowed' as const,
      message: 'Your role does not let you do this here.',
      right,
    }
    show({ ...plan, confirmation: null, obstacle: { canBeSent: true, failure } })
    const approve = screen.getByRole('button', { name: /^Approve/ })
    expect(approve.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByText(failure.message)).toBeTruthy()
    cleanup()
    show({
      ...plan,
      confirmation: null,
      obstacle: { canBeSent: true, failure: { ...failure, code: 'second-person' } },
    })
    expect(screen.getByRole('button', { name: /^Approve/ }).getAttribute('aria-disabled')).not.toBe('true')
  })

  test('of one that was asked back has no approval', () => {
    show(plan, { request: { ...details.request, state: 'asked-back' } })
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Decline…' })).toBeTruthy()
  })
})
