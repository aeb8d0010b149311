import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { QueryBox } from '@/components/inventory/query-box'
import { queryValuesQuery } from '@/lib/inventory/queries'

afterEach(cleanup)

function Searched({ first }: { first: string }) {
  const [value, setValue] = useState(first)
  return <QueryBox value={value} onChange={setValue} />
}

/** The box with what the index would have answered already. */
async function open(first = '') {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  client.setQueryData(queryValuesQuery('region').queryKey, [
    { value: 'eu-central-1', count: 12 },
    { value: 'us-east-1', count: 3 },
  ])
  client.setQueryData(queryValuesQuery('is').queryKey, [])
  render(
    <QueryClientProvider client={client}>
      <Searched first={first} />
    </QueryClientProvider>,
  )
  const box = screen.getByRole<HTMLInputElement>('combobox', { name: 'Search function URLs' })
  const user = userEvent.setup()
  await user.click(box)
  // jsdom shows no popovers, so what is in them is hidden to roles.
  const options = () =>
    screen.queryAllByRole('option', { hidden: true }).map(({ textContent }) => textContent)
  // The list comes late, and only where there is something to suggest.
  const isOpen = () => expect.poll(() => box.getAttribute('aria-expanded')).toBe('true')
  return { box, user, options, isOpen }
}

describe('completion', () => {
  test('goes from key to value to the next word, by keyboard', async () => {
    const { box, user, options, isOpen } = await open()
    await isOpen()
    await user.type(box, 'reg')
    expect(options()).toEqual([expect.stringMatching(/^region:/)])
    expect(box.getAttribute('aria-activedescendant')).toBeNull()
    await user.keyboard('{ArrowDown}')
    expect(document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent).toMatch(
      /^region:/,
    )
    await user.keyboard('{Enter}')
    expect(box.value).toBe('region:')
    expect(options()).toEqual([
      expect.stringMatching(/^eu-central-1.*12 function URLs$/),
      expect.stringMatching(/^us-east-1.*3 function URLs$/),
    ])
    await user.keyboard('{ArrowUp}{Enter}')
    expect(box.value).toBe('region:us-east-1 ')
    expect(box.getAttribute('aria-expanded')).toBe('false')
    await user.keyboard('shop')
    expect(box.value).toBe('region:us-east-1 shop')
  })

  test('Escape closes the list first and clears the search then; Enter alone takes nothing', async () => {
    const { box, user, isOpen } = await open()
    await isOpen()
    await user.type(box, 'reg')
    await user.keyboard('{Enter}')
    expect(box.value).toBe('reg')
    expect(box.getAttribute('aria-expanded')).toBe('false')
    await user.keyboard('{ArrowDown}')
    expect(box.getAttribute('aria-expanded')).toBe('true')
    await user.keyboard('{Escape}')
    expect(box.value).toBe('reg')
    expect(box.getAttribute('aria-expanded')).toBe('false')
    await user.keyboard('{Escape}')
    expect(box.value).toBe('')
  })

  test('completes in the middle of a query and leaves the rest as it is', async () => {
    const { box, user, isOpen } = await open('shop  region: "two words"')
    box.setSelectionRange(13, 13)
    await user.keyboard('u')
    await isOpen()
    await user.keyboard('{ArrowDown}{Enter}')
    expect(box.value).toBe('shop  region:us-east-1 "two words"')
  })
})

describe('conditions and problems', () => {
  test('are listed, and a click takes one out', async () => {
    const { box, user } = await open('shop  -region:eu-*  acount:1')
    expect(screen.getByRole('list', { name: 'Conditions of the search' }).children).toHaveLength(3)
    expect(box).toHaveProperty('ariaInvalid', 'true')
    expect(screen.getByRole('status', { hidden: false }).textContent).toMatch(/There is no acount: here/)
    const wrong = () => screen.getByRole('button', { name: 'Remove acount:1' })
    expect(wrong().getAttribute('aria-description')).toMatch(/There is no acount:/)
    await user.click(screen.getByRole('button', { name: 'Remove -region:eu-*' }))
    expect(box.value).toBe('shop acount:1')
    expect(document.activeElement).toBe(box)
    await user.click(wrong())
    expect(box.value).toBe('shop')
    expect(screen.queryByRole('list', { name: 'Conditions of the search' })).toBeNull()
  })
})
