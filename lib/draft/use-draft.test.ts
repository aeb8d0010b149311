// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { createElement } from 'react'
import { useForm } from 'react-hook-form'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { KeeperContext } from '@/lib/draft/keeper'
import { useDraft } from '@/lib/draft/use-draft'

interface Values {
  name: string
  origins: string[]
  token: string
  grant: { principal: string; EventSourceToken: string }
}

const stored: Values = {
  name: 'stored',
  origins: [],
  token: '',
  grant: { principal: '', EventSourceToken: '' },
}

function open({ defaultValues = stored, schemaVersion = 1, exclude = [] as string[], key = 'a' } = {}) {
  return renderHook(() => {
    const form = useForm<Values>({ defaultValues })
    return { form, draft: useDraft(key, form, schemaVersion, { exclude }) }
  })
}

const leave = () => window.dispatchEvent(new Event('pagehide'))

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a form that is left and opened again', () => {
  test('has what was typed, and says so', () => {
    const first = open()
    act(() => first.result.current.form.setValue('origins', ['https://a.example'], { shouldDirty: true }))
    leave()

    const second = open()
    expect(second.result.current.form.getValues()).toEqual({ ...stored, origins: ['https://a.example'] })
    expect(second.result.current.draft).toMatchObject({ restored: true, isBaseChanged: false })
    expect(second.result.current.form.formState.defaultValues).toEqual(stored)
  })

  test('has nothing to take up when nothing was typed', () => {
    open()
    leave()
    expect(sessionStorage.length).toBe(0)
    expect(open().result.current.draft.restored).toBe(false)
  })

  test('forgets the draft once everything is typed back', () => {
    const { result } = open()
    act(() => result.current.form.setValue('name', 'typed'))
    leave()
    expect(sessionStorage.length).toBe(1)
    act(() => result.current.form.setValue('name', 'stored'))
    leave()
    expect(sessionStorage.length).toBe(0)
  })

  test('is written a moment after the last key, and when it is closed', () => {
    vi.useFakeTimers()
    const { result, unmount } = open()
    act(() => result.current.form.setValue('name', 'one'))
    expect(sessionStorage.length).toBe(0)
    act(() => vi.advanceTimersByTime(300))
    expect(sessionStorage.getItem('draft:nobody/a')).toContain('"one"')
    act(() => result.current.form.setValue('name', 'two'))
    unmount()
    expect(sessionStorage.getItem('draft:nobody/a')).toContain('"two"')
  })

  test('keeps drafts of different things apart', () => {
    const { result } = open({ key: 'a' })
    act(() => result.current.form.setValue('name', 'typed'))
    leave()
    expect(open({ key: 'b' }).result.current.draft.restored).toBe(false)
  })
})

describe('what was changed elsewhere in the meantime', () => {
  test('stays, and what was typed is put on top', () => {
    const { result, unmount } = open()
    act(() => result.current.form.setValue('name', 'typed'))
    unmount()

    const again = open({ defaultValues: { ...stored, origins: ['https://theirs.example'] } })
    expect(again.result.current.form.getValues()).toMatchObject({
      name: 'typed',
      origins: ['https://theirs.example'],
    })
    expect(again.result.current.draft).toMatchObject({ restored: true, isBaseChanged: true })
  })

  test('is no draft when they made the same change', () => {
    const { result, unmount } = open()
    act(() => result.current.form.setValue('name', 'typed'))
    unmount()
    const again = open({ defaultValues: { ...stored, name: 'typed' } })
    expect(again.result.current.draft.restored).toBe(false)
    expect(sessionStorage.length).toBe(0)
  })
})

describe('excluded paths', () => {
  test('are never stored, and what the form has there stays', () => {
    const exclude = ['token', 'grant.EventSourceToken']
    const { result, unmount } = open({ exclude })
    act(() => {
      result.current.form.setValue('token', 'SECRET-1')
      result.current.form.setValue('grant', { principal: '111122223333', EventSourceToken: 'SECRET-2' })
    })
    unmount()
    expect(sessionStorage.getItem('draft:nobody/a')).toContain('111122223333')
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('SECRET')

    const again = open({ exclude, defaultValues: { ...stored, token: 'fresh' } })
    expect(again.result.current.form.getValues('token')).toBe('fresh')
    expect(again.result.current.form.getValues('grant')).toEqual({
      principal: '111122223333',
      EventSourceToken: '',
    })
  })
})

describe('drafts that cannot be used are dropped', () => {
  test.each([
    ['of another version', JSON.stringify({ schemaVersion: 2, values: { name: 'x' }, base: stored })],
    ['that are no JSON', '{"schemaVersion":1,'],
    ['of another shape', '[]'],
  ])('%s', (_, text) => {
    sessionStorage.setItem('draft:nobody/a', text)
    const { result } = open({ schemaVersion: 1 })
    expect(result.current.form.getValues()).toEqual(stored)
    expect(result.current.draft.restored).toBe(false)
    expect(sessionStorage.length).toBe(0)
  })
})

describe('throwing a draft away', () => {
  test('discard puts the form back', () => {
    const { result, unmount } = open()
    act(() => result.current.form.setValue('name', 'typed'))
    unmount()

    const again = open()
    act(() => again.result.current.draft.discard())
    expect(again.result.current.form.getValues()).toEqual(stored)
    expect(again.result.current.draft.restored).toBe(false)
    leave()
    expect(sessionStorage.length).toBe(0)
  })

  test('forget leaves the form alone', () => {
    const { result, unmount } = open()
    act(() => result.current.form.setValue('name', 'typed'))
    act(() => result.current.draft.forget())
    expect(result.current.form.getValues('name')).toBe('typed')
    unmount()
    expect(sessionStorage.length).toBe(0)
  })
})

test('typing goes on where the browser forbids storage', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const { result } = open()
  act(() => result.current.form.setValue('name', 'typed'))
  leave()
  expect(result.current.form.getValues('name')).toBe('typed')
})

describe('a browser that two people use', () => {
  const openAs = (id: string) =>
    renderHook(
      () => {
        const form = useForm<Values>({ defaultValues: stored })
        return { form, draft: useDraft('a', form, 1) }
      },
      { wrapper: ({ children }) => createElement(KeeperContext, { value: id }, children) },
    )

  test('shows nobody what the other one had typed, and keeps it', () => {
    const first = openAs('mia')
    act(() => first.result.current.form.setValue('name', 'of mia', { shouldDirty: true }))
    leave()
    expect(openAs('ben').result.current.draft.restored).toBe(false)
    expect(openAs('ben').result.current.form.getValues().name).toBe('stored')
    expect(openAs('mia').result.current.form.getValues().name).toBe('of mia')
  })
})
