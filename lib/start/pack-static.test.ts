import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { packStatic } from '@/lib/start/pack-static'

const folder = mkdtempSync(path.join(os.tmpdir(), 'pack-static-'))
afterEach(() => rmSync(folder, { recursive: true }))

test('packs scripts and styles that get smaller, each under its own name, and nothing else', async () => {
  const [from, to] = [path.join(folder, 'static'), path.join(folder, 'packed')]
  mkdirSync(path.join(from, 'chunks'), { recursive: true })
  const script = 'const answer = 42;\n'.repeat(200)
  const write = (name: string, text: string) => writeFileSync(path.join(from, name), text)
  write('chunks/a.js', script)
  write('a.css', 'a { color: red }\n'.repeat(200))
  write('chunks/small.js', 'x()')
  write('font.woff2', 'x'.repeat(5000))
  await packStatic(from, to)
  const packed = readFileSync(path.join(to, 'chunks/a.js'))
  expect(packed.length).toBeLessThan(200)
  expect(brotliDecompressSync(packed).toString()).toBe(script)
  expect(['a.css', 'chunks/small.js', 'font.woff2'].map((name) => existsSync(path.join(to, name)))).toEqual([
    true,
    false,
    false,
  ])
})
