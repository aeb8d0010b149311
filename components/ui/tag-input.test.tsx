// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { Field } from './field'
import { TagInput } from './tag-input'

afterEach(cleanup)

type Options = Partial<Parameters<typeof TagInput>[0]> & { start?: string[] }

function Origins({ start = [], ...rest }: Options) {
  const [value, setValue] = useState(start)
  return (
    <>
      <Field label="Allow origins" hint="As the browser sends them">
        <TagInput value={value} onChange={setValue} {...rest} />
      </Field>
      <p title="value">{value.join(' ')}</p>
    </>
  )
}

function origins(options: Options = {}) {
  render(<Origins {...options} />)
  return {
    user: userEvent.setup(),
    box: screen.getByLabelText<HTMLInputElement>('Allow origins'),
    value: () => screen.getByTitle('value').textContent,
    said: () =>
      screen
        .getAllByRole('status')
        .map((each) => each.textContent)
        .join(''),
  }
}

describe('adding', () => {
  test.each(['{Enter}', ','])('takes what was typed as an entry on %s', async (key) => {
    const { user, box, value, said } = origins()
    await user.type(box, `https://a.example${key}`)
    expect(value()).toBe('https://a.example')
    expect(box.value).toBe('')
    expect(said()).toBe('https://a.example added.')
  })

  test('takes what is left in the box when it is left', async () => {
    const { user, box, value } = origins()
    await user.type(box, 'https://a.example')
    await user.tab()
    expect(value()).toBe('https://a.example')
  })

  test('takes a pasted list apart at commas, lines and spaces', async () => {
    const { user, box, value, said } = origins()
    await user.click(box)
    await user.paste('https://a.example, https://b.example\nhttps://c.example\thttps://d.example;')
    expect(value()).toBe('https://a.example https://b.example https://c.example https://d.example')
    expect(said()).toBe('4 entries added.')
  })

  test('joins a pasted list to what was typed before it', async () => {
    const { user, box, value } = origins()
    await user.type(box, 'first')
    await user.paste('second third')
    expect(value()).toBe('first second third')
  })

  test('leaves a single pasted word to be typed on', async () => {
    const { user, box, value } = origins()
    await user.click(box)
    await user.paste('https://a')
    await user.type(box, '.example{Enter}')
    expect(value()).toBe('https://a.example')
  })

  test('folds what is there already and says so', async () => {
    const { user, box, value, said } = origins({
      start: ['content-type'],
      normalise: (text) => text.toLowerCase(),
    })
    await user.type(box, 'Content-Type{Enter}')
    expect(value()).toBe('content-type')
    expect(said()).toBe('content-type is there already.')
  })

  test('keeps what does not fit in the box and says so', async () => {
    const { user, box, value, said } = origins({ maxItems: 2 })
    await user.click(box)
    await user.paste('one two three four')
    expect(value()).toBe('one two')
    expect(box.value).toBe('three four')
    expect(said()).toBe('2 entries added. At most 2 entries: the rest is still in the box.')
  })

  test('does not send the form when Enter adds an entry', async () => {
    let sent = 0
    render(
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sent += 1
        }}
      >
        <Origins />
      </form>,
    )
    const user = userEvent.setup()
    await user.type(screen.getByLabelText('Allow origins'), 'one{Enter}')
    expect(sent).toBe(0)
    await user.keyboard('{Enter}')
    expect(sent).toBe(1)
  })
})

describe('removing and walking', () => {
  const start = ['one', 'two', 'three']

  test('removes the last with Backspace in the empty box', async () => {
    const { user, box, value, said } = origins({ start })
    await user.click(box)
    await user.keyboard('{Backspace}')
    expect(value()).toBe('one two')
    expect(said()).toBe('three removed.')
  })

  test('leaves the entries alone while there is text to delete', async () => {
    const { user, box, value } = origins({ start })
    await user.type(box, 'x{Backspace}')
    expect(value()).toBe('one two three')
  })

  test('removes by the button of the chip', async () => {
    const { user, value } = origins({ start })
    await user.click(screen.getByRole('button', { name: 'Remove two' }))
    expect(value()).toBe('one three')
  })

  test('walks over the chips with the arrow keys and back into the box', async () => {
    const { user, box } = origins({ start })
    await user.click(box)
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove three' }))
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove two' }))
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(document.activeElement).toBe(box)
  })

  test('deletes the chip that has focus and goes on to the next', async () => {
    const { user, box, value } = origins({ start })
    await user.click(box)
    await user.keyboard('{ArrowLeft}{ArrowLeft}{Delete}')
    expect(value()).toBe('one three')
    await user.keyboard('{Delete}')
    expect(value()).toBe('one')
  })
})

describe('errors', () => {
  test('marks the entry that is wrong and ties the sentence to its button', () => {
    const itemErrors = (item: string) => (item.endsWith('/') ? 'An origin has no path.' : undefined)
    origins({ start: ['https://a.example', 'https://b.example/'], itemErrors })
    const [right, wrong] = within(screen.getByRole('list')).getAllByRole('listitem')
    expect(right?.title).toBe('')
    expect(wrong?.title).toBe('An origin has no path.')
    const button = screen.getByRole('button', { name: 'Remove https://b.example/' })
    expect(button.getAttribute('aria-description')).toBe('An origin has no path.')
  })

  test('ties the hint of its field to the box', () => {
    const { box } = origins()
    const ids = box.getAttribute('aria-describedby')?.split(' ') ?? []
    expect(ids.map((id) => document.getElementById(id)?.textContent)).toEqual(['As the browser sends them'])
  })
})

test('shows hostile text as text', () => {
  const hostile = '<img src=x onerror=alert(1)>'
  origins({ start: [hostile, '\u202Egpj.exe', '\uD800'] })
  expect(document.querySelector('img')).toBeNull()
  expect(screen.getByRole('list').textContent).toContain(hostile)
})
