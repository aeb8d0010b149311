import 'server-only'
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionUrlConfigCommand,
  DeleteResourcePolicyCommand,
  PutFunctionConcurrencyCommand,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import * as z from 'zod/mini'
import type { LambdaWrite } from '@/lib/aws/send'
import {
  CALL_OPERATIONS,
  type Call,
  type CallOperation,
  type Inputs,
  OPERATIONS,
} from '@/lib/changes/operations/table'
import { storedCorsSchema } from '@/lib/cors/value/schema'
import { authTypeSchema, invokeModeSchema } from '@/lib/identity/schema'
import { policyText } from '@/lib/permissions/policy-document'
import { addPermissionSchema, policyHeadSchema, statementSchema } from '@/lib/permissions/schema'

const revision = { RevisionId: z.optional(z.union([z.string(), z.object({ after: z.number() })])) }
const base = { FunctionName: z.string(), Qualifier: z.optional(z.string()) }
const resource = { ResourceArn: z.string() }
const policySchema = z.extend(policyHeadSchema, {
  Statement: z.array(statementSchema).check(z.minLength(1)),
})
const settings = { AuthType: authTypeSchema, Cors: z.optional(storedCorsSchema) }

/** What the SDK takes: a RevisionId that the plan left open is filled in by then. */
type Sent<Input> = Omit<Input, 'RevisionId'> & { RevisionId?: string }

interface Counterpart<Input> {
  input: z.ZodMiniType<Input>
  command: (input: Sent<Input>) => object
}

/** The server's half of the table: what each operation takes, and its command of the SDK. */
const COUNTERPARTS: { [Name in CallOperation]: Counterpart<Inputs[Name]> } = {
  CreateFunctionUrlConfig: {
    input: z.object({ ...base, ...settings, InvokeMode: invokeModeSchema }),
    command: (input) => new CreateFunctionUrlConfigCommand(input),
  },
  UpdateFunctionUrlConfig: {
    input: z.object({ ...base, ...settings, InvokeMode: z.optional(invokeModeSchema) }),
    command: (input) => new UpdateFunctionUrlConfigCommand(input),
  },
  DeleteFunctionUrlConfig: {
    input: z.object(base),
    command: (input) => new DeleteFunctionUrlConfigCommand(input),
  },
  AddPermission: {
    input: z.object({ ...base, ...addPermissionSchema.shape, ...revision }),
    command: (input) => new AddPermissionCommand(input),
  },
  RemovePermission: {
    input: z.object({ ...base, StatementId: z.string(), ...revision }),
    command: (input) => new RemovePermissionCommand(input),
  },
  PutResourcePolicy: {
    input: z.object({ ...resource, Policy: policySchema, ...revision }),
    command: ({ Policy, ...input }) => new PutResourcePolicyCommand({ ...input, Policy: policyText(Policy) }),
  },
  DeleteResourcePolicy: {
    input: z.object({ ...resource, ...revision }),
    command: (input) => new DeleteResourcePolicyCommand(input),
  },
  PutFunctionConcurrency: {
    input: z.object({ FunctionName: z.string(), ReservedConcurrentExecutions: z.int().check(z.minimum(0)) }),
    command: (input) => new PutFunctionConcurrencyCommand(input),
  },
  DeleteFunctionConcurrency: {
    input: z.object({ FunctionName: z.string() }),
    command: (input) => new DeleteFunctionConcurrencyCommand(input),
  },
}

/** A call as a plan holds it. What is no such call is never sent. */
export function parseCall(call: unknown): Call {
  const operation = operationSchema.parse(call).operation
  const input = COUNTERPARTS[operation].input.parse((call as Call).input)
  return { operation, input } as Call
}

const operationSchema = z.object({ operation: z.enum(CALL_OPERATIONS) })

/** The SDK's command for a call, under the RevisionId that holds by now. */
export function commandFor<Name extends CallOperation>(call: Call<Name>, RevisionId?: string): LambdaWrite {
  const { operation, input } = parseCall(call) as Call<Name>
  const counterpart: Counterpart<Inputs[Name]> = COUNTERPARTS[operation]
  const sent = OPERATIONS[operation].hasRevision ? { ...input, RevisionId } : input
  // The SDK has a type for each command and none for all of them.
  return counterpart.command(sent as Sent<Inputs[Name]>) as LambdaWrite
}
