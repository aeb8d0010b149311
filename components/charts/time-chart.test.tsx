import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Sparkline } from '@/components/charts/sparkline'
import { TimeChart } from '@/components/charts/time-chart'

const MINUTE = 60_000
const START = Date.parse('2026-11-28T10:00:00Z')
const WIDTH = 445

beforeEach(() => {
  // jsdom lays nothing out.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: WIDTH })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function draw() {
  const points = [0, 1, 2].map((index) => ({ at: START + index * MINUTE, value: index * 10 }))
  const { container } = render(
    <TimeChart
      label="Requests: 30 in all"
      start={START}
      end={START + 3 * MINUTE}
      period={MINUTE}
      unit=" ms"
      momentText={(at) => new Date(at).toISOString().slice(11, 16)}
      series={[
        { label: 'Requests', tone: 'accent', look: 'bars', points },
        { label: 'Latency', tone: 'bad', look: 'filled', points },
      ]}
    />,
  )
  return container
}

test('a chart is an image with a name, without a style attribute', () => {
  const container = draw()
  expect(screen.getByRole('img', { name: 'Requests: 30 in all' })).toBeTruthy()
  expect(container.querySelectorAll('[style]')).toHaveLength(0)
  // Nothing came in the first minute: two bars.
  const bars = container.querySelector('path[fill="currentColor"]')?.getAttribute('d') ?? ''
  expect(bars.match(/Z/g)).toHaveLength(2)
})

test('pointing at a period tells its moment and its values', () => {
  draw()
  fireEvent.pointerMove(screen.getByRole('img'), { clientX: WIDTH - 20 })
  expect(screen.getByRole('figure').textContent).toContain('10:02')
  expect(screen.getByRole('figure').textContent).toContain('20 ms')
  fireEvent.pointerLeave(screen.getByRole('img'))
  expect(screen.getByRole('figure').textContent).not.toContain('10:02')
})

test('a month in a row of the table says in words what it shows', () => {
  const { container } = render(<Sparkline values={[0, 5, 1]} label="6 requests in 30 days, day by day" />)
  expect(screen.getByRole('img', { name: '6 requests in 30 days, day by day' })).toBeTruthy()
  expect(container.querySelectorAll('[style]')).toHaveLength(0)
})
