// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { MayProvider, useMay, useWhyNot } from '@/components/shell/use-why-not'
import { ALL_RIGHTS, type Grant } from '@/lib/auth/grants'
import { mayOf } from '@/lib/auth/may'

afterEach(cleanup)

const HERE = { account: '111111111111', region: 'eu-central-1', functionName: 'checkout', qualifier: 'live' }
const THERE = { ...HERE, account: '222222222222' }

function asked<T>(hook: () => T, ...grants: Grant[]): T {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={new QueryClient()}>
      <MayProvider may={mayOf({ ...ALL_RIGHTS, grants })}>{children}</MayProvider>
    </QueryClientProvider>
  )
  return renderHook(hook, { wrapper }).result.current
}

const approver: Grant = { role: 'approver', scope: [{ accounts: [HERE.account] }] }

test('a control says which role it takes, and where the person has it nothing', () => {
  const viewer: Grant = { role: 'viewer', scope: 'everything' }
  expect(asked(() => useWhyNot('finding:mute', HERE), viewer)).toBe(
    'Your role does not let you do this: it takes an approver.',
  )
  expect(asked(() => useWhyNot('finding:mute', HERE), viewer, approver)).toBeUndefined()
  expect(asked(() => useWhyNot('finding:mute', THERE), viewer, approver)).toBe(
    'Your role does not let you do this: it takes an approver here.',
  )
})

test('what holds for everybody is for administrators of everything', () => {
  const part: Grant = { role: 'admin', scope: [{ accounts: [HERE.account] }] }
  expect(asked(() => useWhyNot('settings:change'), part)).toBe(
    'Your role does not let you do this: it takes an administrator of everything.',
  )
  expect(asked(() => useMay('people:read'), part)).toBe(false)
  expect(asked(() => useMay('people:read'), { role: 'admin', scope: 'everything' })).toBe(true)
})
