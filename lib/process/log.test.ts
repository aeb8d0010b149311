import { afterEach, describe, expect, test, vi } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { formatLine, logFrom, logLine } from '@/lib/process/log'

const now = new Date('2026-11-23T10:00:00Z')

describe('formatLine', () => {
  test('is one object on one line', () => {
    const line = formatLine({ level: 'info', event: 'aws', attempts: 2, ok: true, requestId: undefined }, now)
    expect(line).toBe('{"at":"2026-11-23T10:00:00.000Z","level":"info","event":"aws","attempts":2,"ok":true}')
  })

  test.each(['\n', '\r\n', '\u2028', '\u2029', '\u0000', '\u001b[2J', '\u202e', '\ud800', '\u0085'])(
    'a value with %j forges no line and hides nothing',
    (text) => {
      const line = formatLine({ level: 'warn', event: 'verb', name: `a${text}{"level":"error"}` }, now)
      expect(line).toMatch(/^[\x20-\x7e]+$/)
      expect(JSON.parse(line)).toMatchObject({ level: 'warn', event: 'verb' })
    },
  )

  test('a value cannot take the place of level, event or time', () => {
    const fields = { at: 'never', level: 'info', event: 'aws' } as const
    expect(JSON.parse(formatLine(fields, now))).toMatchObject({ level: 'info', event: 'aws' })
    promise('S11')
  })

  test('long values are cut', () => {
    expect(formatLine({ level: 'info', event: 'verb', name: 'x'.repeat(10_000) }, now).length).toBeLessThan(
      2200,
    )
  })
})

describe('the level of the log', () => {
  afterEach(() => {
    logFrom('info')
    vi.restoreAllMocks()
  })

  test('leaves out what is below it, and never what is evidence', () => {
    const written: unknown[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(text) > 0)
    logFrom('warn')
    logLine({ level: 'info', event: 'verb' })
    logLine({ level: 'warn', event: 'budget.alone' })
    logLine({ level: 'info', event: 'journal.head', position: 7 })
    expect(written.map((line) => JSON.parse(String(line)).event)).toEqual(['budget.alone', 'journal.head'])
  })
})
