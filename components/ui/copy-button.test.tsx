// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CopyButton } from './copy-button'

const written: string[] = []

function allowWriting(isAllowed: boolean) {
  const writeText = async (text: string) => {
    if (!isAllowed) throw new DOMException('Write permission denied.', 'NotAllowedError')
    written.push(text)
  }
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
}

async function clickCopy() {
  render(<CopyButton text="https://abc.lambda-url.eu-central-1.on.aws/" label="Copy the address" />)
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Copy the address' })))
}

beforeEach(() => {
  written.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  cleanup()
})

describe('copying', () => {
  test('writes the whole text and says so for two seconds', async () => {
    allowWriting(true)
    await clickCopy()
    expect(written).toEqual(['https://abc.lambda-url.eu-central-1.on.aws/'])
    expect(screen.getByRole('status').textContent).toBe('Copied')
    act(() => vi.advanceTimersByTime(2_000))
    expect(screen.getByRole('status').textContent).toBe('')
  })

  test('says that the browser does not allow it', async () => {
    allowWriting(false)
    await clickCopy()
    expect(written).toEqual([])
    expect(screen.getByRole('status').textContent).toBe('The browser does not allow copying')
  })
})
