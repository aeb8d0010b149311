import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CorsEditor } from '@/components/cors/cors-editor'
import { ToastProvider } from '@/components/ui/toast'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

const identity = {
  account: '111122223333',
  region: 'eu-central-1',
  functionName: 'checkout-api',
  qualifier: 'live',
}

function configWith(Cors: Cors | undefined): FunctionUrlConfig {
  return {
    FunctionUrl: 'https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws/',
    FunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:checkout-api:live',
    AuthType: 'NONE',
    InvokeMode: 'BUFFERED',
    ...(Cors && { Cors }),
    CreationTime: '2026-03-03T10:00:00.000000000Z',
    LastModifiedTime: '2026-03-03T10:00:00.000000000Z',
  }
}

const shop: Cors = {
  AllowOrigins: ['https://shop.example.com'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['content-type'],
  MaxAge: 600,
}

function open(cors: Cors | 'none' = shop, { readOnlyReason }: { readOnlyReason?: string } = {}) {
  const reviewed: ChangeRequestInput[] = []
  const editor = (stored: Cors | undefined) => (
    <NuqsTestingAdapter hasMemory>
      <ToastProvider>
        <CorsEditor
          identity={identity}
          config={configWith(stored)}
          readAt="2026-03-05T10:00:00.000Z"
          readOnlyReason={readOnlyReason}
          onReview={(request) => reviewed.push(request)}
        />
      </ToastProvider>
    </NuqsTestingAdapter>
  )
  const { rerender, unmount } = render(editor(cors === 'none' ? undefined : cors))
  return {
    reviewed,
    unmount,
    storedNow: (stored: Cors | undefined) => rerender(editor(stored)),
    user: userEvent.setup({ delay: null }),
  }
}

const origins = () => screen.getByRole('textbox', { name: /Allow origins/ })
const headers = () => screen.getByRole('combobox', { name: /Allow headers/ })
const bar = () => screen.getByRole('region', { name: 'Changes' })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const describedBy = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')

beforeEach(() => sessionStorage.clear())
afterEach(cleanup)

describe('an untouched form', () => {
  test('counts no changes, and the review says why it waits', async () => {
    const { user, reviewed } = open()
    expect(bar().textContent).toContain('No changes')
    await user.click(button('Review changes'))
    expect(reviewed).toEqual([])
  })
})

describe('a problem of an entry', () => {
  test('is tied to the field, marks the chip and stops the review, which leads back to the field', async () => {
    const { user, reviewed } = open()
    await user.type(origins(), 'https://admin.example.com/{Enter}')

    expect(origins().getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(origins())).toContain(
      'An origin has no path: the browser sends https://admin.example.com without the slash',
    )
    expect(button('Remove https://admin.example.com/').getAttribute('aria-description')).toContain('no path')
    expect(bar().textContent).toContain('1 change')
    expect(bar().textContent).toContain('1 problem to fix')

    await user.click(button('Review changes'))
    expect(reviewed).toEqual([])
    expect(document.activeElement).toBe(origins())
  })

  test('is mended by its one fix', async () => {
    const { user, reviewed } = open()
    await user.type(origins(), 'https://admin.example.com/{Enter}')
    await user.click(button('Remove the slash: https://admin.example.com/'))

    expect(origins().hasAttribute('aria-invalid')).toBe(false)
    await user.click(button('Review changes'))
    expect(reviewed).toEqual([
      {
        kind: 'update',
        identity,
        Cors: { ...shop, AllowOrigins: ['https://shop.example.com', 'https://admin.example.com'] },
      },
    ])
  })

  test('several headers in one stored entry are split by one press', async () => {
    const { user, reviewed } = open({ ...shop, AllowHeaders: ['content-type, authorization', 'x-id'] })
    await user.click(button(/^Split into 2 entries/))
    await user.click(button('Review changes'))
    expect(reviewed).toMatchObject([{ Cors: { AllowHeaders: ['content-type', 'authorization', 'x-id'] } }])
  })

  test('hostile text is shown as text', async () => {
    const { user } = open()
    await user.click(origins())
    await user.paste('<img/src=x/onerror=alert(1)>')
    await user.keyboard('{Enter}')
    expect(button('Remove <img/src=x/onerror=alert(1)>')).toBeTruthy()
    expect(document.querySelector('img')).toBeNull()
    expect(origins().getAttribute('aria-invalid')).toBe('true')
  })
})

describe('a pasted list', () => {
  test('becomes one entry each; what is there already is folded', async () => {
    const { user, reviewed } = open()
    await user.click(origins())
    await user.paste('https://a.example, https://shop.example.com\n"https://b.example"')
    await user.click(headers())
    await user.paste("['Content-Type', 'Authorization']")
    expect(screen.getByText('3 of 100')).toBeTruthy()
    expect(screen.getByText('2 of 100')).toBeTruthy()
    await user.click(button('Review changes'))
    expect(reviewed).toMatchObject([
      {
        Cors: {
          AllowOrigins: ['https://shop.example.com', 'https://a.example', 'https://b.example'],
          AllowHeaders: ['content-type', 'authorization'],
        },
      },
    ])
  })
})

describe('typing * into the origins', () => {
  test('asks at once; keeping it drops the entries without effect', async () => {
    const { user, reviewed } = open()
    await user.type(origins(), '*{Enter}')
    const question = screen.getByRole('alert')
    expect(question.textContent).toContain('Allow every website?')
    expect(question.textContent).toContain('any website may call this function URL')

    await user.click(within(question).getByRole('button', { name: 'Keep * only' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(document.activeElement).toBe(origins())
    await user.click(button('Review changes'))
    expect(reviewed).toMatchObject([{ Cors: { AllowOrigins: ['*'] } }])
  })

  test('asks at once; removing it leaves what was there', async () => {
    const { user } = open()
    await user.type(origins(), '*{Enter}')
    await user.click(button('Remove'))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(bar().textContent).toContain('No changes')
  })

  test('says with credentials what AWS is reported to do', async () => {
    const { user } = open({ ...shop, AllowCredentials: true })
    await user.type(origins(), '*{Enter}')
    expect(screen.getByRole('alert').textContent).toContain('AWS is reported to')
  })

  test('does not ask about * that is stored, but warns', () => {
    open({ AllowOrigins: ['*'], AllowCredentials: true })
    expect(screen.queryByText('Allow every website?')).toBeNull()
    expect(screen.getByText('Any origin with credentials')).toBeTruthy()
  })
})

describe('off and empty', () => {
  test('off clears: the request has {}', async () => {
    const { user, reviewed } = open()
    await user.click(screen.getByRole('radio', { name: 'Off' }))
    expect(screen.queryByText('Allow origins')).toBeNull()
    expect(bar().textContent).toContain('1 change · CORS is left to the function itself')
    await user.click(button('Review changes'))
    expect(reviewed).toEqual([{ kind: 'update', identity, Cors: {} }])
  })

  test('on with everything empty is allowed, and explained as something else than off', async () => {
    const { user, reviewed } = open('none')
    expect(screen.queryByText('CORS is on and allows no origin')).toBeNull()
    await user.click(screen.getByRole('radio', { name: 'On' }))
    expect(screen.getByText('CORS is on and allows no origin')).toBeTruthy()
    await user.click(button('Review changes'))
    expect(reviewed).toEqual([{ kind: 'update', identity, Cors: { AllowOrigins: [] } }])
  })

  test('a method without any origin is refused where the origin is missing', async () => {
    const { user, reviewed } = open('none')
    await user.click(screen.getByRole('radio', { name: 'On' }))
    await user.click(button('GET'))
    await user.click(button('Review changes'))
    expect(reviewed).toEqual([])
    expect(describedBy(origins())).toContain('Add at least one origin')
    expect(document.activeElement).toBe(origins())
  })

  test('what was absent and is set and taken back stays absent', async () => {
    const { user } = open()
    const credentials = screen.getByRole('switch')
    await user.click(credentials)
    expect(bar().textContent).toContain('1 change')
    await user.click(credentials)
    expect(bar().textContent).toContain('No changes')
  })
})

describe('methods', () => {
  test('* stands alone: choosing it drops the others, choosing another drops it', async () => {
    const { user, reviewed } = open()
    await user.click(button('*'))
    expect(button('GET').getAttribute('aria-pressed')).toBe('false')
    await user.click(button('DELETE'))
    expect(button('*').getAttribute('aria-pressed')).toBe('false')
    await user.click(button('Review changes'))
    expect(reviewed).toMatchObject([{ Cors: { AllowMethods: ['DELETE'] } }])
  })

  test('OPTIONS is explained', () => {
    open()
    expect(screen.getByText(/Lambda answers preflights itself, and AWS refuses it here/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'OPTIONS' })).toBeNull()
  })

  test('a stored method that AWS should not have is shown and can go', async () => {
    const { user } = open({ ...shop, AllowMethods: ['GET', 'get'] })
    expect(button('get').getAttribute('aria-pressed')).toBe('true')
    await user.click(button('Use GET: get'))
    expect(screen.queryByRole('button', { name: 'get' })).toBeNull()
    expect(button('GET').getAttribute('aria-pressed')).toBe('true')
  })
})

describe('max age', () => {
  const age = () => screen.getByRole<HTMLInputElement>('textbox', { name: /Max age/ })
  const unit = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Unit of max age' })

  test('is shown in its largest exact unit and sent in seconds', async () => {
    const { user, reviewed } = open()
    expect(age().value).toBe('10')
    expect(unit().value).toBe('minutes')
    await user.selectOptions(unit(), 'seconds')
    await user.click(button('Review changes'))
    expect(reviewed).toMatchObject([{ Cors: { MaxAge: 10 } }])
  })

  test('keeps what is no number and says what to do', async () => {
    const { user, reviewed } = open()
    await user.clear(age())
    await user.type(age(), 'ten')
    expect(age().value).toBe('ten')
    expect(describedBy(age())).toContain('Enter a max age that comes to a whole number of seconds')
    await user.click(button('Review changes'))
    expect(reviewed).toEqual([])
    expect(document.activeElement).toBe(age())
  })

  test('above a day it names the limit; above the browsers’ caps it only warns', async () => {
    const { user, reviewed } = open()
    await user.selectOptions(unit(), 'hours')
    expect(screen.getByText(/^The max age is longer than some browsers keep it/)).toBeTruthy()
    await user.clear(age())
    await user.type(age(), '25')
    expect(describedBy(age())).toContain('at most 86,400 seconds')
    await user.clear(age())
    await user.click(button('Review changes'))
    expect(reviewed).toEqual([{ kind: 'update', identity, Cors: { ...shop, MaxAge: undefined } }])
  })
})

describe('the draft', () => {
  test('is back after a reload, and goes with Discard', async () => {
    const first = open()
    await first.user.type(origins(), 'https://a.example{Enter}')
    first.unmount()

    const { user } = open()
    expect(screen.getByText('Your unsaved changes from before are back')).toBeTruthy()
    expect(bar().textContent).toContain('1 change')
    await user.click(button('Discard'))
    expect(bar().textContent).toContain('No changes')
    expect(sessionStorage.length).toBe(0)
  })

  test('is put on top of what somebody else stored in the meantime', async () => {
    const { user, reviewed, storedNow } = open()
    await user.type(origins(), 'https://a.example{Enter}')
    storedNow({ ...shop, AllowMethods: ['GET'] })
    expect(screen.getByText('CORS was changed since you began editing')).toBeTruthy()
    await user.click(button('Review changes'))
    expect(reviewed).toMatchObject([
      { Cors: { AllowOrigins: ['https://shop.example.com', 'https://a.example'], AllowMethods: ['GET'] } },
    ])
  })

  test('is gone once it is what is stored', async () => {
    const { user, storedNow } = open()
    await user.type(origins(), 'https://a.example{Enter}')
    storedNow({ ...shop, AllowOrigins: ['https://shop.example.com', 'https://a.example'] })
    expect(bar().textContent).toContain('No changes')
    expect(screen.queryByText(/are back|since you began/)).toBeNull()
    expect(sessionStorage.length).toBe(0)
  })
})

test('read-only: everything is shown, nothing can be changed, and the buttons say why', async () => {
  const { user, reviewed } = open(shop, { readOnlyReason: 'The console is read-only.' })
  expect(origins().hasAttribute('disabled')).toBe(true)
  expect(button('GET').hasAttribute('disabled')).toBe(true)
  expect(screen.getByRole('switch').hasAttribute('disabled')).toBe(true)
  await user.click(button('Review changes'))
  expect(reviewed).toEqual([])
})
