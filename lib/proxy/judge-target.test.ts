import { describe, expect, test } from 'vitest'
import { judgeTarget } from '@/lib/proxy/judge-target'

describe('judgeTarget', () => {
  test.each([
    '/',
    '/functions?q=//a&b=\\',
    '/_next/static/chunks/a.js',
    '/_nextish',
    '/a/%24LATEST',
    '/a.b/..c',
  ])('%s names a path of the console', (target) =>
    expect(judgeTarget(target, ['Host', 'localhost:3000'])).toBeUndefined(),
  )

  test.each([
    '',
    '*',
    'functions',
    'http://localhost:3000/functions',
    'http://evil.example/',
    'localhost:3000',
    '//evil.example',
    '/functions//create',
    '/\\evil.example',
    '/functions/../api',
    '/functions/./create',
    '/_next/static/%2e%2E/image',
  ])('“%s” does not', (target) => expect(judgeTarget(target, [])).toMatchObject({ status: 400 }))

  test.each([
    '/_next',
    '/_next/image?url=/icon.svg&w=64&q=75',
    '/_next/data/x/functions.json',
    '/%5Fnext/image',
  ])('%s is Next’s own and not the console’s', (target) =>
    expect(judgeTarget(target, [])).toMatchObject({ status: 404 }),
  )

  test.each(['Host', 'Origin', 'Content-Type', 'Next-Action', 'Sec-Fetch-Site'])('%s comes once', (name) => {
    expect(judgeTarget('/', [name, 'a', 'Accept', 'b', 'Accept', 'c'])).toBeUndefined()
    expect(judgeTarget('/', [name, 'a', name.toLowerCase(), 'a'])).toMatchObject({ status: 400 })
  })
})
