import { validate } from '@readme/openapi-parser'
import { expect, test } from 'vitest'
import { readProject } from '@/e2e/house/project'
import { nodeName, nodesOf, type SyntaxNode } from '@/e2e/house/source-file'
import { openApiDocument } from '@/lib/openapi/document'

interface Operation {
  operationId: string
  parameters?: { name: string; in: string; required: boolean; schema: object }[]
  responses: Record<string, unknown>
}

const document = JSON.parse(JSON.stringify(openApiDocument('https://console.example'))) as {
  paths: Record<string, { get: Operation }>
}

/** Every GET handler of the project that a verb answers: its path as OpenAPI writes it, and its verb. */
function readRoutes(): string[] {
  return readProject()
    .filter(({ path }) => /^app\/api\/.*route\.ts$/.test(path))
    .flatMap(({ path, body }) => {
      const calls = [...nodesOf(body)].filter(
        (node) =>
          node.type === 'CallExpression' && ['read', 'download'].includes(nodeName(node.callee) ?? ''),
      )
      const address = path.replace(/^app|\/route\.ts$/g, '').replace(/\[(\w+)\]/g, '{$1}')
      return calls.map((node) => `${address} ${nodeName((node.arguments as SyntaxNode[])[0])}`)
    })
    .sort()
}

test('is a valid OpenAPI 3.1 document', async () => {
  const result = await validate(structuredClone(document) as never)
  expect(result).toMatchObject({ valid: true })
})

test('an invalid one is told', async () => {
  const broken = structuredClone(document)
  const [first] = Object.values(broken.paths)
  if (first) first.get.responses = { twohundred: 7 }
  expect(await validate(broken as never)).toMatchObject({ valid: false })
})

test('has every GET handler of the console, with its verb, and no other', () => {
  const described = Object.entries(document.paths).map(([path, { get }]) => `${path} ${get.operationId}`)
  expect(described.sort()).toEqual(readRoutes())
})

test('every part of a path is a parameter, and the query has the members of the verb’s input', () => {
  for (const [path, { get }] of Object.entries(document.paths)) {
    const inPath = (get.parameters ?? []).filter((each) => each.in === 'path').map(({ name }) => name)
    expect(inPath.sort(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort())
  }
  const { parameters } = document.paths['/api/inventory']?.get ?? {}
  expect(parameters?.map(({ name, in: place, required }) => `${place} ${name} ${required}`)).toEqual([
    'query q false',
    'query sort false',
    'query order false',
    'query after false',
  ])
  const names = (path: string) => document.paths[path]?.get.parameters?.map(({ name }) => name)
  expect(names('/api/traffic')).toEqual(['url'])
  expect(names('/api/function-urls')).toEqual(['identity'])
})

test('failures stand with their statuses', () => {
  const { responses } = document.paths['/api/inventory']?.get ?? {}
  expect(Object.keys(responses ?? {})).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '429', '503', '500']),
  )
})
