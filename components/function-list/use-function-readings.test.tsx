import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { failed, ok, type Result } from '@/lib/failures/result'
import type { FunctionsPage } from '@/lib/functions/schema'
import { type TargetStart, useFunctionReadings } from './use-function-readings'

const HERE = { account: '111111111111', region: 'eu-central-1' }
const THERE = { account: '222222222222', region: 'us-east-1' }
const DENIED = failed({ code: 'access-denied', message: 'Not allowed.' })

/** What the console's own handler answers, by region and marker; what was asked, in order. */
let answers: Record<string, Result<FunctionsPage>>
let asked: string[]

beforeEach(() => {
  answers = {}
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    const query = new URL(path, 'http://console.test').searchParams
    const request = `${query.get('region')} ${query.get('Marker') ?? 'first'}`
    asked.push(request)
    return Response.json(answers[request] ?? DENIED)
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

function page({ region, account }: typeof HERE, functionName: string, NextMarker?: string): FunctionsPage {
  const FunctionArn = `arn:aws:lambda:${region}:${account}:function:${functionName}`
  const facts = { account, region, functionName, FunctionArn, Description: '', LastModified: '' }
  return { functions: [facts], NextMarker, readAt: '2026-01-01T00:00:00.000Z' }
}

function read(starts: TargetStart[], isStopped = false) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const initialProps = { isStopped }
  return renderHook((props) => useFunctionReadings(starts, props.isStopped), { wrapper, initialProps })
}

test('goes on from the first page to the last of every target', async () => {
  answers['eu-central-1 m1'] = ok(page(HERE, 'b', 'm2'))
  answers['eu-central-1 m2'] = ok(page(HERE, 'c'))
  answers['us-east-1 first'] = ok(page(THERE, 'z'))
  const { result } = read([{ target: HERE, firstPage: ok(page(HERE, 'a', 'm1')) }, { target: THERE }])
  await waitFor(() => expect(result.current.readings.every(({ hasMore }) => !hasMore)).toBe(true))
  expect(result.current.readings.map(({ pages }) => pages.length)).toEqual([3, 1])
  expect(asked).not.toContain('eu-central-1 first')
})

test('reads nothing ahead while stopped, and one page for each scroll to the end', async () => {
  answers['eu-central-1 m1'] = ok(page(HERE, 'b', 'm2'))
  answers['eu-central-1 m2'] = ok(page(HERE, 'c'))
  const { result, rerender } = read([{ target: HERE, firstPage: ok(page(HERE, 'a', 'm1')) }], true)
  expect(asked).toEqual([])
  act(() => result.current.readMore())
  await waitFor(() => expect(result.current.readings[0]?.pages).toHaveLength(2))
  expect(asked).toEqual(['eu-central-1 m1'])
  rerender({ isStopped: false })
  await waitFor(() => expect(result.current.readings[0]?.hasMore).toBe(false))
})

test('keeps what was read when a later page fails, and stands still until the person tries again', async () => {
  const { result } = read([{ target: HERE, firstPage: ok(page(HERE, 'a', 'm1')) }])
  await waitFor(() => expect(result.current.readings[0]?.failure?.code).toBe('access-denied'))
  expect(result.current.readings[0]?.pages).toHaveLength(1)
  expect(asked).toEqual(['eu-central-1 m1'])
  answers['eu-central-1 m1'] = ok(page(HERE, 'b'))
  act(() => result.current.retry(0))
  await waitFor(() => expect(result.current.readings[0]?.hasMore).toBe(false))
  expect(result.current.readings[0]?.failure).toBeUndefined()
})

test('shows the failure that the server met without asking at once again', async () => {
  const { result } = read([{ target: HERE, firstPage: DENIED }])
  expect(result.current.readings[0]?.failure?.code).toBe('access-denied')
  expect(asked).toEqual([])
  answers['eu-central-1 first'] = ok(page(HERE, 'a'))
  act(() => result.current.retry(0))
  await waitFor(() => expect(result.current.readings[0]?.pages).toHaveLength(1))
  expect(result.current.readings[0]?.failure).toBeUndefined()
})

test('reads every page again on refresh and shows the old ones until then', async () => {
  answers['eu-central-1 first'] = ok(page(HERE, 'new'))
  const { result } = read([{ target: HERE, firstPage: ok(page(HERE, 'old')) }])
  act(() => result.current.refresh())
  expect(result.current.readings[0]?.pages[0]?.functions[0]?.functionName).toBe('old')
  await waitFor(() => expect(result.current.readings[0]?.pages[0]?.functions[0]?.functionName).toBe('new'))
  expect(result.current.isRefreshing).toBe(false)
})
