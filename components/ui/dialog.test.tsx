// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { act, lazy, type RefObject, Suspense, useRef, useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { Dialog } from './dialog'

afterEach(cleanup)

function Deleting({ focusesName = false }: { focusesName?: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const name: RefObject<HTMLInputElement | null> = useRef(null)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Delete…
      </button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Delete function URL"
        description="The address is lost for ever."
        initialFocus={focusesName ? name : undefined}
        footer={
          <button type="button" onClick={() => setOpen(false)}>
            Keep it
          </button>
        }
      >
        <input aria-label="Name" ref={name} />
      </Dialog>
    </>
  )
}

async function openDialog(props: { focusesName?: boolean } = {}) {
  render(<Deleting {...props} />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Delete…' }))
  return { user, dialog: screen.getByRole<HTMLDialogElement>('dialog', { name: 'Delete function URL' }) }
}

describe('a dialog', () => {
  test('is not in the page before it is opened', () => {
    render(<Deleting />)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.queryByLabelText('Name')).toBeNull()
  })

  test('is named by its title and described by its description', async () => {
    const { dialog } = await openDialog()
    const described = document.getElementById(dialog.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toBe('The address is lost for ever.')
  })

  test('gives focus to its title, so that no key press decides anything', async () => {
    await openDialog()
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Delete function URL' }))
  })

  test('gives focus to what it is told', async () => {
    await openDialog({ focusesName: true })
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
  })

  test.each(['Keep it', 'Close'])('closes by "%s"', async (name) => {
    const { user } = await openDialog()
    await user.click(screen.getByRole('button', { name }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('closes when the browser cancels it (Escape)', async () => {
    const { dialog } = await openDialog()
    fireEvent(dialog, new Event('cancel', { cancelable: true }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('stays when something inside is cancelled', async () => {
    const { dialog } = await openDialog()
    fireEvent(screen.getByLabelText('Name'), new Event('cancel', { bubbles: true, cancelable: true }))
    expect(dialog.open).toBe(true)
  })

  test('stays when the page beside it is clicked, for what was typed is not thrown away', async () => {
    const { user, dialog } = await openDialog()
    await user.type(screen.getByLabelText('Name'), 'checkout')
    await user.click(dialog)
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('checkout')
  })

  test('begins afresh when it is opened again', async () => {
    const { user } = await openDialog()
    await user.type(screen.getByLabelText('Name'), 'checkout')
    await user.click(screen.getByRole('button', { name: 'Keep it' }))
    await user.click(screen.getByRole('button', { name: 'Delete…' }))
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('')
  })

  test('stays when something inside is still being loaded', async () => {
    const told: boolean[] = []
    let arrive = (_module: { default: () => string }) => {}
    const Late = lazy(() => new Promise<{ default: () => string }>((resolve) => (arrive = resolve)))
    const page = (isLate: boolean) => (
      <Suspense fallback="Loading">
        <Dialog open onOpenChange={(open) => told.push(open)} title="Review">
          {isLate ? <Late /> : 'The state is being read'}
        </Dialog>
      </Suspense>
    )
    const { container, rerender } = render(page(false))
    rerender(page(true))
    const dialog = container.querySelector('dialog') as HTMLDialogElement
    // React hid what it could not show yet, and with it closed the dialog; the browser tells so later.
    expect(dialog.open).toBe(false)
    fireEvent(dialog, new Event('close'))
    await act(async () => arrive({ default: () => 'The plan' }))
    expect(dialog.open).toBe(true)
    expect(screen.getByText('The plan')).toBeTruthy()
    expect(told).toEqual([])
  })
})
