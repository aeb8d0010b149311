import { describe, expect, test } from 'vitest'
import { deriveRequest, titleOf } from '@/lib/bulk/bulk-kinds'
import { confirmationOf, labelOfCalls, labelOfFailure } from '@/lib/bulk/group-of'
import { csvCell, reportCsv, reportJson } from '@/lib/bulk/report'
import {
  type BulkEffects,
  type BulkItem,
  type BulkProgress,
  bulkActionSchema,
  type DerivedAction,
} from '@/lib/bulk/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const identity = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'checkout',
  qualifier: 'live',
}
const NO_EFFECT: BulkEffects = {
  ...{ items: 38, opens: 0, deletes: 0, stops: 0, cutsOff: 0 },
  ...{ canUndo: 38, hasChanged: 0, requests: 0, inUse: 0, trafficUnknown: 0 },
}

describe('what has to be typed', () => {
  test.each<[Partial<BulkEffects>, string | null]>([
    [{}, null],
    [{ deletes: 38 }, 'delete 38 function URLs'],
    [{ items: 1, deletes: 1 }, 'delete 1 function URL'],
    [{ opens: 3 }, 'open 3 function URLs to the internet'],
    [{ stops: 2 }, 'stop 2 functions'],
    [{ cutsOff: 5 }, 'cut off callers of 5 function URLs'],
    [{ opens: 3, deletes: 1 }, 'change 38 function URLs'],
  ])('for %j is %s', (effects, wanted) => {
    expect(confirmationOf({ ...NO_EFFECT, ...effects })).toBe(wanted)
  })
})

describe('labels', () => {
  test('name calls in their order, counted', () => {
    const calls = ['UpdateFunctionUrlConfig', 'RemovePermission', 'RemovePermission'] as const
    expect(labelOfCalls(calls.map((operation) => ({ operation })))).toBe(
      'one UpdateFunctionUrlConfig and 2 RemovePermission',
    )
  })

  test('put failures together that differ by the name alone', () => {
    const labels = ['checkout', 'orders'].map((functionName) =>
      labelOfFailure(
        { code: 'not-found', message: `${functionName}:live has no function URL.` },
        { ...identity, functionName },
      ),
    )
    expect(labels).toEqual(['This has no function URL.', 'This has no function URL.'])
    const unknown = { code: 'not-found', message: 'The function checkout has no alias live.' } as const
    expect(labelOfFailure(unknown, identity)).toBe('This function has no alias live.')
    const nothing = {
      code: 'invalid-input',
      message: 'Nothing would change: it is so.',
      isNothingToDo: true,
    } as const
    expect(labelOfFailure(nothing, identity)).toBe('it is so.')
  })
})

describe('an action', () => {
  const state = (Cors?: object): QualifierState => ({
    config: {
      ...{
        FunctionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:checkout:live',
        FunctionUrl: 'https://x/',
      },
      ...{ AuthType: 'NONE', InvokeMode: 'BUFFERED', CreationTime: 't', LastModifiedTime: 't' },
      Cors,
    },
    policy: null,
  })
  const derive = (action: DerivedAction, now: QualifierState) => deriveRequest(action, identity, now)

  test('on one origin keeps all else, and says where there is nothing to do', () => {
    const add: DerivedAction = { kind: 'add-origin', origin: 'https://a.example' }
    expect(derive(add, state())).toMatchObject({ request: { Cors: { AllowOrigins: ['https://a.example'] } } })
    expect(derive(add, state({ AllowOrigins: ['https://a.example'] }))).toHaveProperty('nothing')
    expect(derive(add, state({ AllowOrigins: ['*'] }))).toHaveProperty('nothing')
    const remove: DerivedAction = { kind: 'remove-origin', origin: 'https://a.example' }
    expect(derive(remove, state({ AllowOrigins: ['https://a.example'], MaxAge: 5 }))).toEqual({
      request: { kind: 'update', identity, Cors: { MaxAge: 5 } },
    })
    expect(derive(remove, state({ AllowOrigins: ['https://b.example'] }))).toHaveProperty('nothing')
  })

  test('adds both permissions where both are missing, and none where none is', () => {
    const action: DerivedAction = { kind: 'add-missing-permissions' }
    const asked = derive(action, state())
    expect(asked).toMatchObject({ request: { kind: 'grant', grants: [{}, {}] } })
    expect(derive(action, { config: null, policy: null })).toHaveProperty('nothing')
  })

  test('has a title that says what and how many', () => {
    expect(titleOf({ kind: 'delete' }, 1)).toBe('Delete 1 function URL')
    expect(titleOf({ kind: 'cors', Cors: {} }, 1200)).toBe('Remove the CORS settings of 1,200 function URLs')
    expect(titleOf({ kind: 'changes', title: 'Cure 3 findings' }, 3)).toBe('Cure 3 findings')
  })

  test.each([
    [{ kind: 'let-calls-in', ReservedConcurrentExecutions: 0 }],
    [{ kind: 'add-origin', origin: '' }],
    [{ kind: 'cors', Cors: { AllowMethods: ['get it'] } }],
    [{ kind: 'create' }],
  ])('that makes no sense is refused: %j', (action) => {
    expect(bulkActionSchema.safeParse(action).success).toBe(false)
  })
})

describe('a report', () => {
  test.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['＝1+1', "'＝1+1"],
    ['=a,"b"', `"'=a,""b"""`],
    [undefined, ''],
    [-4, '-4'],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })

  test('tells of each item how it ended and by which change', () => {
    const item = { ...identity, label: 'one AddPermission', hasChanged: false, canUndo: true, hasPlan: true }
    const items: BulkItem[] = [
      { ...item, seq: 1, status: 'applied', changeId: 'c1' },
      {
        ...item,
        seq: 2,
        status: 'failed',
        changeId: 'c2',
        failure: { code: 'access-denied', message: '=cmd()' },
      },
      { ...item, seq: 3, status: 'planned', leftOut: 'Left out by Ada.' },
    ]
    const lines = reportCsv(items).split('\r\n')
    expect(lines[1]).toBe('1,111111111111,eu-central-1,checkout,live,applied,one AddPermission,,c1')
    expect(lines[2]).toBe("2,111111111111,eu-central-1,checkout,live,failed,one AddPermission,'=cmd(),c2")
    expect(lines[3]).toBe(
      '3,111111111111,eu-central-1,checkout,live,left out,one AddPermission,Left out by Ada.,',
    )
    const bulk = { bulkId: 'b', title: 't', actor: { name: 'Ada' } } as BulkProgress
    expect(JSON.parse(reportJson(bulk, items))).toMatchObject({ bulkId: 'b', by: 'Ada', items: [{}, {}, {}] })
  })
})
