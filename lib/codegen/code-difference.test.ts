import { describe, expect, test } from 'vitest'
import { codeDifference } from '@/lib/codegen/code-difference'
import type { CodeSource } from '@/lib/codegen/code-source'
import { CODE_FORMATS } from '@/lib/codegen/formats'

const source = (part: Partial<CodeSource['config']>): CodeSource => ({
  identity: {
    account: '111122223333',
    region: 'eu-central-1',
    functionName: 'checkout',
    qualifier: '$LATEST',
  },
  config: { AuthType: 'AWS_IAM', InvokeMode: 'BUFFERED', ...part },
  statements: [],
})

const cors = (...AllowOrigins: string[]) => ({ Cors: { AllowOrigins, AllowMethods: ['GET'] } })

describe('what differs in the code', () => {
  test('is the lines that come and go, with those around them', () => {
    const before = source(cors('https://a.example'))
    const after = source(cors('https://a.example', 'https://b.example'))
    expect(codeDifference('cloudformation', before, after).split('\n')).toEqual(
      expect.arrayContaining(['+           - "https://b.example"']),
    )
    expect(codeDifference('terraform', before, after)).toContain('+ ')
  })

  test.each(CODE_FORMATS)('is nothing in %s where nothing changes', (format) => {
    expect(codeDifference(format, source({}), source({}))).toBe('')
  })

  test.each(CODE_FORMATS)('has what comes and what goes, in %s', (format) => {
    const before = source({ ...cors('https://a.example'), AuthType: 'AWS_IAM' })
    const after = source({ ...cors('https://b.example'), InvokeMode: 'RESPONSE_STREAM' })
    const lines = codeDifference(format, before, after).split('\n')
    const added = lines.filter((line) => line.startsWith('+')).join('\n')
    const removed = lines.filter((line) => line.startsWith('-')).join('\n')
    expect(added).toContain('https://b.example')
    expect(added).toContain('RESPONSE_STREAM')
    expect(removed).toContain('https://a.example')
    expect(removed).not.toContain('https://b.example')
  })
})
