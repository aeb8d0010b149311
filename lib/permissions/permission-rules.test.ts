import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTexts, permissions } from '@/lib/permissions/permission-arbitraries'
import { permissionProblem } from '@/lib/permissions/permission-rules'
import { addPermissionSchema } from '@/lib/permissions/schema'

const MEMBERS = [
  'StatementId',
  'Action',
  'Principal',
  'SourceArn',
  'SourceAccount',
  'EventSourceToken',
  'PrincipalOrgID',
  'FunctionUrlAuthType',
  'InvokedViaFunctionUrl',
]

const values = fc.oneof(
  anyTexts,
  fc.constantFrom(undefined, null, 7, true, false, '', '*', 'NONE', 'AWS_IAM', ['*'], { AWS: '*' }),
  fc.constantFrom(
    'lambda:InvokeFunctionUrl',
    'lambda:InvokeFunction',
    '111122223333',
    'a.b',
    's3.amazonaws.com',
  ),
  fc.constantFrom(101, 256, 257, 2048, 2049).map((length) => 'a'.repeat(length)),
  fc.constantFrom(256, 257).map((length) => `lambda:${'a'.repeat(length - 7)}`),
  fc.constantFrom(2048, 2049).map((length) => `arn:aws:s3:::${'a'.repeat(length - 13)}`),
)

test('what reads statements without the schema says the same as the schema', () => {
  const seen = { taken: 0, refused: 0 }
  fc.assert(
    fc.property(
      permissions(),
      fc.dictionary(fc.constantFrom(...MEMBERS), values, { maxKeys: 2 }),
      (permission, changed) => {
        const members = { ...permission, ...changed }
        const { success, error } = addPermissionSchema.safeParse(members)
        seen[success ? 'taken' : 'refused'] += 1
        expect(permissionProblem(members)).toBe(error?.issues[0]?.message)
      },
    ),
    { numRuns: 3_000 },
  )
  expect(seen.taken).toBeGreaterThan(300)
  expect(seen.refused).toBeGreaterThan(300)
})
