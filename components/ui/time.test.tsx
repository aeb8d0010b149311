// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ageOf, localTime, utcShort } from './describe-time'
import { ServerNowProvider } from './server-now'
import { Time } from './time'

const NOON = '2026-03-03T12:00:00.000Z'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-03T12:00:04Z') })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('Time', () => {
  test('has its final form in the HTML of the server: the age by its clock, the moment as wide as it stays', () => {
    const onServer = (now: number, show?: 'moment') =>
      renderToString(
        <ServerNowProvider now={now}>
          <Time iso={NOON} show={show} />
        </ServerNowProvider>,
      )
    expect(onServer(Date.parse(NOON) + 9_000)).toContain('>9 s ago</time>')
    expect(onServer(Date.parse(NOON), 'moment')).toContain('>3 Mar 2026, 12:00</time>')
    expect(onServer(Date.parse(NOON), 'moment')).toContain('title="3 Mar 2026, 12:00 UTC"')
  })

  test('says the age in the browser, and the moment with its zone on hover', () => {
    render(<Time iso={NOON} />)
    const time = screen.getByText('4 s ago')
    expect(time.getAttribute('datetime')).toBe(NOON)
    expect(time.title).toBe(`${localTime(new Date(NOON)).withZone} (4 s ago)`)
  })

  test('grows older by itself', () => {
    render(<Time iso={NOON} />)
    act(() => vi.advanceTimersByTime(120_000))
    expect(screen.getByText('2 min ago')).toBeDefined()
  })

  test('says the moment in the reader’s zone where that is asked for', () => {
    render(<Time iso={NOON} show="moment" />)
    expect(screen.getByText(localTime(new Date(NOON)).short)).toBeDefined()
  })

  test('shows what is no time as it is', () => {
    render(<Time iso="yesterday" />)
    expect(screen.getByText('yesterday')).toBeDefined()
  })
})

describe('ageOf', () => {
  const SECOND = 1_000
  const MINUTE = 60 * SECOND
  const HOUR = 60 * MINUTE
  const DAY = 24 * HOUR
  test.each([
    [-5 * SECOND, 'just now'],
    [999, 'just now'],
    [SECOND, '1 s ago'],
    [59 * SECOND, '59 s ago'],
    [MINUTE, '1 min ago'],
    [59 * MINUTE, '59 min ago'],
    [HOUR, '1 h ago'],
    [23 * HOUR, '23 h ago'],
    [DAY, '1 d ago'],
    [29 * DAY, '29 d ago'],
    [30 * DAY, '1 mo ago'],
    [364 * DAY, '12 mo ago'],
    [365 * DAY, '1 y ago'],
  ])('calls %d ms "%s"', (age, said) => {
    expect(ageOf(new Date(0), age)).toBe(said)
  })
})

test('writes UTC the same everywhere', () => {
  expect(utcShort(new Date('2026-03-03T09:05:59Z'))).toBe('3 Mar 2026, 09:05')
})
