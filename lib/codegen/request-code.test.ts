import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  type CodedRequest,
  isAwkwardForCurl,
  REQUEST_LANGUAGES,
  requestCode,
} from '@/lib/codegen/request-code'

const folder = mkdtempSync(path.join(os.tmpdir(), 'request-code-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HOSTILE = [
  `'; touch /tmp/owned; '`,
  '$(id)',
  '`id`',
  `$\{HOME}`,
  '"; import os; os.system("id"); "',
  '\\',
  '\\\'"',
  '!!',
  '@/etc/passwd',
  '--output x',
  '-',
  'a\nb\r\nc\ttab',
  '\u202e\u200b\u2028\u2029\ufeff',
  '🙂\u{e0041}',
  '</script><script>alert(1)</script>',
  '%s %n {0} {{x}}',
  '*?[a]~',
  '',
  ' ',
]

const text = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: 'binary', maxLength: 30 }).map((each) => each.replaceAll('\0', '')),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((each) => each.join('')),
)
const headerName = fc.oneof(
  fc.constantFrom('x-a', 'Content-Type', '__proto__', "x'y", 'x`y$z', 'constructor'),
  fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,12}$/),
)
const request: fc.Arbitrary<CodedRequest> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE'),
  url: fc
    .stringMatching(/^[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]{0,30}$/)
    .map((rest) => `https://abc.lambda-url.eu-central-1.on.aws/${rest}`),
  headers: fc.uniqueArray(fc.tuple(headerName, fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$|^$/)), {
    selector: ([name]) => name,
    maxLength: 3,
  }),
  body: text,
  signedFor: fc.option(fc.constant('eu-central-1'), { nil: undefined }),
})
const requests = fc.sample(request, { numRuns: 100, seed: 3 })
const unsigned = requests.map((each) => ({ ...each, signedFor: undefined }))

const NO_AWS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' }

describe('curl', () => {
  /** What bash makes of the commands: the words that curl is given, for each. */
  function wordsOf(commands: string[], variables: Record<string, string>): string[][] {
    const program = `PATH=/nonexistent\ncurl() { printf '%s\\0' "$@"; printf '\\1\\0'; }\n${commands.join('\n')}`
    const output = execFileSync('bash', ['--noprofile', '--norc', '-c', program], {
      env: { ...process.env, ...NO_AWS, ...variables },
    })
    return output
      .toString()
      .split('\u0001\0')
      .slice(0, -1)
      .map((each) => each.split('\0').slice(0, -1))
  }

  test('is read by bash as it was meant, whatever the values', () => {
    const sets = requests.filter(({ body }) => !body.includes('\u0001') && body.isWellFormed())
    const words = wordsOf(
      sets.map((each) => requestCode(each, 'curl')),
      { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: "s'e c", AWS_SESSION_TOKEN: 't"o k' },
    )
    expect(words).toHaveLength(sets.length)
    for (const [index, { method, url, headers, body, signedFor }] of sets.entries()) {
      const given = words[index] ?? []
      expect(given.at(-1)).toBe(url)
      expect(given.slice(0, method === 'HEAD' ? 1 : 2)).toEqual(
        method === 'HEAD' ? ['--head'] : ['--request', method],
      )
      const sent = given.flatMap((word, i) => (given[i - 1] === '--header' ? [word] : []))
      expect(sent).toEqual([
        ...(signedFor ? ['x-amz-security-token: t"o k'] : []),
        ...headers.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`)),
        ...(body !== '' && !headers.some(([name]) => name.toLowerCase() === 'content-type')
          ? ['Content-Type:']
          : []),
      ])
      expect(given.includes('--data-raw')).toBe(body !== '')
      if (body !== '') expect(given[given.indexOf('--data-raw') + 1]).toBe(body)
      if (signedFor) expect(given[given.indexOf('--user') + 1]).toBe("AKIA:s'e c")
    }
  })

  test('names no session token where there is none', () => {
    const signed = {
      method: 'GET',
      url: 'https://a.example/',
      headers: [],
      body: '',
      signedFor: 'eu-central-1',
    }
    const [words = []] = wordsOf([requestCode(signed, 'curl')], {})
    expect(words).toEqual([
      ...['--request', 'GET', '--aws-sigv4', 'aws:amz:eu-central-1:lambda', '--user', ':'],
      ...['--include', '--no-buffer', '--globoff', 'https://a.example/'],
    ])
  })
})

test.each([
  ['https://a.example/', false],
  ['https://a.example/a-b_c.~/1?a=1&a=2&b=%20', false],
  ['https://a.example/a%20b', true],
  ['https://a.example/a:b', true],
  ['https://a.example/a%2fb', true],
  ['https://a.example/a+b', true],
  ['https://a.example/a//b', true],
  ['https://a.example/a/../b', true],
  ['https://a.example/..b/.c', false],
  ['https://a.example/?b=1&a=1', true],
  ['https://a.example/?a-b=1&a=2', true],
  ['https://a.example/?a', true],
  ['https://a.example/?a=', false],
  ['https://a.example/?a=1&&b=2', true],
  ['https://a.example/?a=1&b', true],
  ['https://a.example/?q=%2F%2B%3A%2A%24%27', false],
  ['https://a.example/?q=%2f', true],
  ['https://a.example/?q=%7E', true],
])('some versions of curl sign %s wrongly: %s', (url, is) => expect(isAwkwardForCurl(url)).toBe(is))

test.each(['+', ':', '*', '$', "'", '!', '(', ')', '/', '?', ',', ';', '@', '='])(
  'and a query with %s in it',
  (sign) => expect(isAwkwardForCurl(`https://a.example/?q=${sign}`)).toBe(true),
)

describe('fetch', () => {
  test('is called as it was meant, whatever the values', async () => {
    for (const { method, url, headers, body } of unsigned) {
      const code = requestCode({ method, url, headers, body }, 'fetch')
      const calls: [string, { method: string; headers?: string[][]; body?: Uint8Array }][] = []
      const response = { status: 200, text: async () => '' }
      const scope = {
        fetch: async (...call: (typeof calls)[number]) => calls.push(call) && response,
        console: { log: () => undefined },
        TextEncoder,
      }
      await runInNewContext(`(async () => {${code}})()`, scope)
      const [[calledUrl, options] = ['', { method: '' }]] = calls
      expect([calledUrl, options.method]).toEqual([url, method])
      expect(JSON.stringify(options.headers ?? [])).toBe(JSON.stringify(headers))
      expect(options.body ? Buffer.from(options.body).toString() : '').toBe(body.toWellFormed())
    }
  })

  test('signs in a program that JavaScript can read', () => {
    for (const each of requests) {
      const code = requestCode({ ...each, signedFor: 'eu-central-1' }, 'fetch')
      const inScript = code.replace(/^import .*$/gm, '')
      expect(() => new Function(`return async () => {${inScript}}`)).not.toThrow()
    }
  })
})

describe('Python', () => {
  const hasPython = (() => {
    try {
      execFileSync('python3', ['--version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })()

  /** Every text of the program in order, as Python reads it; our own reading where there is no Python. */
  function textsOf(programs: string[]): string[][] {
    if (!hasPython) return programs.map(literalsIn)
    const file = path.join(folder, 'programs.json')
    writeFileSync(file, JSON.stringify(programs))
    const reader = `import ast,json,sys
programs = json.load(open(sys.argv[1]))
nodes = [sorted((n for n in ast.walk(ast.parse(p)) if isinstance(n, ast.Constant) and isinstance(n.value, str)), key=lambda n: (n.lineno, n.col_offset)) for p in programs]
print(json.dumps([[n.value for n in each] for each in nodes]))`
    return JSON.parse(execFileSync('python3', ['-I', '-c', reader, file]).toString())
  }

  function literalsIn(program: string): string[] {
    return [...program.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) =>
      JSON.parse(
        literal.replace(/\\U([0-9a-f]{8})/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))),
      ),
    )
  }

  test('with requests has exactly the texts that were meant, whatever they are', () => {
    const found = textsOf(unsigned.map((each) => requestCode(each, 'python')))
    for (const [index, { method, url, headers, body }] of unsigned.entries())
      expect(found[index]).toEqual([method, url, ...headers.flat(), ...(body === '' ? [] : [body])])
  })

  test('with botocore too', () => {
    const signed = requests.map((each) => ({ ...each, signedFor: 'eu-central-1' }))
    const found = textsOf(signed.map((each) => requestCode(each, 'python')))
    for (const [index, { method, url, headers, body }] of signed.entries())
      expect(found[index]).toEqual([
        ...[method, url, ...headers.flat()],
        ...(body === '' ? [] : [body]),
        ...['lambda', 'eu-central-1'],
      ])
  })
})

test('no code shows a character that cannot be seen or that turns the text around', () => {
  const body = '\u202e\u200b\u{e0041}'
  const coded = { method: 'POST', url: 'https://a.example/', headers: [], body }
  for (const language of REQUEST_LANGUAGES) {
    expect(requestCode(coded, language)).not.toMatch(/[\p{Cf}]/u)
    expect(requestCode({ ...coded, signedFor: 'eu-central-1' }, language)).not.toMatch(/[\p{Cf}]/u)
  }
})
