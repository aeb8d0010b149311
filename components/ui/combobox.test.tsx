// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { Combobox } from './combobox'
import { type ComboboxItem, filterItems, nextChoosable } from './combobox-options'
import { Field } from './field'

afterEach(cleanup)

const FEW: ComboboxItem[] = [
  { value: 'a', label: 'checkout-api', detail: 'prod' },
  { value: 'b', label: 'checkout-web', detail: 'prod', disabled: true, disabledReason: 'has a URL already' },
  { value: 'c', label: 'image-resize', detail: 'staging' },
]
const MANY: ComboboxItem[] = Array.from({ length: 3_000 }, (_, index) => ({
  value: `${index}`,
  label: `function-${index}`,
}))

function Functions({
  items,
  status,
  loading,
}: {
  items: ComboboxItem[]
  status?: string
  loading?: boolean
}) {
  const [value, setValue] = useState<string>()
  return (
    <>
      <Field label="Function">
        <Combobox value={value} onChange={setValue} items={items} status={status} loading={loading} />
      </Field>
      <p title="value">{value}</p>
    </>
  )
}

function functions(items: ComboboxItem[] = FEW, more: { status?: string; loading?: boolean } = {}) {
  render(<Functions items={items} {...more} />)
  return {
    user: userEvent.setup(),
    box: screen.getByRole<HTMLInputElement>('combobox', { name: 'Function' }),
    options: () => screen.queryAllByRole('option', { hidden: true }),
    value: () => screen.getByTitle('value').textContent,
  }
}

describe('typing and choosing', () => {
  test('is closed until it is used', () => {
    const { box, options } = functions()
    expect(box.getAttribute('aria-expanded')).toBe('false')
    expect(options()).toEqual([])
  })

  test('shows what matches and points to the first', async () => {
    const { user, box, options } = functions()
    await user.type(box, 'image')
    expect(options().map((each) => each.textContent)).toEqual(['image-resizestaging'])
    expect(box.getAttribute('aria-activedescendant')).toBe(options()[0]?.id)
  })

  test('chooses with Enter and closes', async () => {
    const { user, box, value } = functions()
    await user.type(box, 'image{Enter}')
    expect(value()).toBe('c')
    expect(box.value).toBe('image-resize')
    expect(box.getAttribute('aria-expanded')).toBe('false')
  })

  test('chooses with the mouse', async () => {
    const { user, box, options, value } = functions()
    await user.click(box)
    await user.click(options()[2] as HTMLElement)
    expect(value()).toBe('c')
  })

  test('steps over what is disabled, and says why it is', async () => {
    const { user, box, options, value } = functions()
    await user.type(box, 'checkout')
    expect(options()[1]?.textContent).toBe('checkout-webprod · has a URL already')
    expect(options()[1]?.getAttribute('aria-disabled')).toBe('true')
    await user.click(options()[1] as HTMLElement)
    expect(value()).toBe('')
    await user.keyboard('{ArrowDown}')
    expect(box.getAttribute('aria-activedescendant')).toBe(options()[0]?.id)
  })

  test('closes with Escape, keeps the choice, and lets nobody else see the key', async () => {
    let seen = 0
    const { user, box, value } = functions()
    document.addEventListener('keydown', () => {
      seen += 1
    })
    await user.type(box, 'image{Enter}')
    await user.type(box, 'check')
    seen = 0
    await user.keyboard('{Escape}')
    expect([value(), box.value, seen]).toEqual(['c', 'image-resize', 0])
  })

  test('gives the choice back its text when it is left', async () => {
    const { user, box } = functions()
    await user.type(box, 'image{Enter}')
    await user.type(box, 'zzz')
    await user.tab()
    expect(box.value).toBe('image-resize')
  })
})

describe('long and unfinished lists', () => {
  test('shows a hundred and says how many there are', async () => {
    const { user, box, options } = functions(MANY, { status: '3,000 of 3,800 read.' })
    await user.click(box)
    expect(options()).toHaveLength(100)
    expect(screen.getByText('100 of 3,000 shown: keep typing. 3,000 of 3,800 read.')).toBeDefined()
  })

  test('says that nothing matches', async () => {
    const { user, box } = functions()
    await user.type(box, 'nothing-like-it')
    expect(screen.getByText('Nothing matches.')).toBeDefined()
  })

  test('does not say so while it is still being read', async () => {
    const { user, box } = functions([], { loading: true })
    await user.click(box)
    expect(screen.queryByText('Nothing matches.')).toBeNull()
    expect(screen.getByText('Reading…')).toBeDefined()
  })
})

describe('filterItems', () => {
  test('needs every word, in any place, whatever the case', () => {
    expect(filterItems(FEW, 'PROD api').shown.map(({ value }) => value)).toEqual(['a'])
  })

  test('puts labels that begin with it first', () => {
    const items = [
      { value: '1', label: 'my-api' },
      { value: '2', label: 'api-one' },
    ]
    expect(filterItems(items, 'api').shown.map(({ value }) => value)).toEqual(['2', '1'])
  })

  test('takes signs as they are', () => {
    expect(filterItems([{ value: '1', label: 'a.b' }], '.*').found).toBe(0)
  })
})

describe('nextChoosable', () => {
  test.each([
    { from: -1, step: 1, next: 0 },
    { from: 0, step: 1, next: 2 },
    { from: 2, step: 1, next: 0 },
    { from: 0, step: -1, next: 2 },
    { from: -1, step: -1, next: 2 },
  ] as const)('goes from $from by $step to $next', ({ from, step, next }) => {
    expect(nextChoosable(FEW, from, step)).toBe(next)
  })

  test('finds none where all are disabled', () => {
    expect(nextChoosable([{ value: '1', label: 'x', disabled: true }], -1, 1)).toBe(-1)
    expect(nextChoosable([], -1, 1)).toBe(-1)
  })
})
