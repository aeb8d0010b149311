import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { failureFrom, fetchFile, fetchJson } from '@/lib/doorways/fetch-json'
import { FailureError } from '@/lib/failures/result'

let close: (() => void) | undefined
afterEach(() => close?.())

/** A console that always gives this answer, and the headers that it was asked with. */
async function consoleWith(status: number, body: string) {
  const asked: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers)
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.closeAllConnections() ?? server.close()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked }
}

const failureAt = (url: string) =>
  fetchJson(url).then(
    () => undefined,
    (error: unknown) => failureFrom(error),
  )

describe('fetchJson', () => {
  test('gives the value', async () => {
    const { url, asked } = await consoleWith(200, '{"ok":true,"value":[1]}')
    expect(await fetchJson(url)).toEqual([1])
    await fetchJson(url, { priority: 'background' })
    expect(asked.map((headers) => headers['x-priority'])).toEqual([undefined, 'background'])
  })

  test('throws the failure, whatever the status', async () => {
    const { url } = await consoleWith(403, '{"ok":false,"failure":{"code":"read-only","message":"No."}}')
    expect(await failureAt(url)).toEqual({ code: 'read-only', message: 'No.' })
  })

  test.each([
    [500, 'Internal Server Error'],
    [200, '<!doctype html>'],
    [200, 'null'],
    [200, '{"fine":true}'],
  ])('an answer with status %d and the body %s is no answer', async (status, body) => {
    const { url } = await consoleWith(status, body)
    expect(await failureAt(url)).toMatchObject({ code: 'internal' })
  })

  test('a console that is gone is unreachable', async () => {
    expect(await failureAt('http://127.0.0.1:9/')).toMatchObject({ code: 'unreachable' })
  })

  test('what was given up is no failure', async () => {
    const { url } = await consoleWith(200, '{"ok":true,"value":1}')
    const reading = fetchJson(url, { signal: AbortSignal.abort() })
    await expect(reading).rejects.not.toBeInstanceOf(FailureError)
  })
})

describe('fetchFile', () => {
  /** A console that sends this much of a file of ten letters. */
  async function sending(text: string) {
    const server = createServer((_, response) => {
      response.writeHead(200, {
        'Content-Disposition': 'attachment; filename="rows.csv"',
        'Content-Length': '10',
      })
      response.write(text, () => (text.length < 10 ? response.destroy() : response.end()))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    close = () => server.closeAllConnections() ?? server.close()
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }

  test('gives the file with its name', async () => {
    const { content, fileName } = await fetchFile(await sending('0123456789'))
    expect(fileName).toBe('rows.csv')
    expect(await content.text()).toBe('0123456789')
  })

  test('throws the failure that was answered in its place, and where it was cut off', async () => {
    const { url } = await consoleWith(400, '{"ok":false,"failure":{"code":"invalid-input","message":"No."}}')
    await expect(fetchFile(url)).rejects.toMatchObject({ failure: { code: 'invalid-input', message: 'No.' } })
    close?.()
    await expect(fetchFile(url)).rejects.toMatchObject({ failure: { code: 'unreachable' } })
    await expect(fetchFile(await sending('01234'))).rejects.toMatchObject({
      failure: { code: 'unreachable' },
    })
  })
})
