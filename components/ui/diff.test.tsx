// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { BeforeAfter } from './diff'

afterEach(cleanup)

test('marks the entries of a list that go and come, and leaves those that stay', () => {
  const row = { label: 'Allow methods', before: ['GET', 'PUT'], after: ['GET', 'DELETE'], changed: true }
  render(<BeforeAfter rows={[row]} />)
  const cells = within(screen.getByRole('row', { name: /Allow methods/ }))
  expect(cells.getAllByRole('deletion').map(({ textContent }) => textContent)).toEqual(['PUT'])
  expect(cells.getAllByRole('insertion').map(({ textContent }) => textContent)).toEqual(['DELETE'])
  expect(cells.getAllByText('GET')).toHaveLength(2)
})

test('says of a setting without a value that it is not set', () => {
  render(<BeforeAfter rows={[{ label: 'Max age', before: [], after: ['600 s'], changed: true }]} />)
  expect(screen.getByText('not set')).toBeDefined()
  expect(screen.getByRole('insertion').textContent).toBe('600 s')
})
