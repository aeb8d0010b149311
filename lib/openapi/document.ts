import 'server-only'
import * as z from 'zod/mini'
import { FAILURES } from '@/lib/failures/failure-table'
import { HTTP_STATUS } from '@/lib/failures/http-status'
import { FAILURE_CODES, type FailureCode } from '@/lib/failures/result'
import { OPENAPI_PATH } from '@/lib/identity/api-paths'
import { ANSWERS, failureSchema } from '@/lib/openapi/answers'
import { READ_ROUTES, type ReadRoute } from '@/lib/openapi/read-routes'

type Json = Record<string, unknown>

/** What no reading can fail with: these are of changes, of requests to function URLs, and of signing in. */
const NOT_OF_READING: readonly FailureCode[] = [
  'already-exists',
  'changed-elsewhere',
  'policy-too-large',
  'public-policy',
  'proof-needed',
  'read-only',
  'confirmation-mismatch',
  'busy',
  'sending-limit',
  'sign-in-refused',
  'record-tampered',
  'new-version',
  'not-a-function-url',
  'aborted',
]

/** The read API as an OpenAPI 3.1 document. `server`: where this console is opened. */
export function openApiDocument(server: string): Json {
  const paths = Object.entries(READ_ROUTES).map(([path, route]) => [path, { get: operationOf(path, route) }])
  return {
    openapi: '3.1.0',
    info: {
      title: 'Function URL Console: read API',
      version: '1',
      description:
        'What the pages of the console read. All requests are GET and change nothing. Answers may get further members; those that stand here stay.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    security: [{ token: [] }],
    paths: Object.fromEntries([...paths, [OPENAPI_PATH, { get: ITSELF }]]),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A machine token, made under Settings, Tokens. It may ask 600 times a minute.',
        },
      },
      schemas: { Failure: schemaOf(failureSchema), ...answerSchemas() },
      responses: failureResponses(),
    },
  }
}

const answerSchemas = (): Json =>
  Object.fromEntries(Object.entries(ANSWERS).map(([name, schema]) => [name, schemaOf(schema)]))

function operationOf(path: string, { verb, summary, answer }: ReadRoute): Json {
  return {
    operationId: verb.name,
    summary,
    parameters: parametersOf(path, schemaOf(verb.input)),
    responses: { '200': answer ? okWith(answer) : FILE, ...failures() },
  }
}

const okWith = (answer: string): Json => ({
  description: 'What was asked for',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['ok', 'value'],
        properties: { ok: { const: true }, value: { $ref: `#/components/schemas/${answer}` } },
      },
    },
  },
})

const FILE: Json = {
  description: 'The file, written while it is sent; a connection that is cut is no whole file',
  content: {
    'text/csv': { schema: { type: 'string' } },
    'application/x-ndjson': { schema: { type: 'string' } },
    'application/json': { schema: { type: 'object' } },
  },
}

const ITSELF: Json = {
  operationId: 'describeApi',
  summary: 'This document',
  responses: {
    '200': { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
    ...failures(),
  },
}

/** The failures that reading has, by their statuses. */
function codesByStatus(): Map<number, FailureCode[]> {
  const byStatus = new Map<number, FailureCode[]>()
  for (const code of FAILURE_CODES.filter((each) => !NOT_OF_READING.includes(each)))
    byStatus.set(HTTP_STATUS[code], [...(byStatus.get(HTTP_STATUS[code]) ?? []), code])
  return byStatus
}

function failures(): Json {
  const statuses = [...codesByStatus().keys()].sort()
  return Object.fromEntries(
    statuses.map((status) => [String(status), { $ref: `#/components/responses/Failure${status}` }]),
  )
}

function failureResponses(): Json {
  return Object.fromEntries(
    [...codesByStatus()].map(([status, codes]) => [`Failure${status}`, failureResponse(status, codes)]),
  )
}

function failureResponse(status: number, codes: FailureCode[]): Json {
  const code = { properties: { code: { enum: codes } } }
  return {
    description: codes.map((each) => `${each}: ${FAILURES[each].title}`).join('; '),
    ...(status === 429 && {
      headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } },
    }),
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['ok', 'failure'],
          properties: {
            ok: { const: false },
            failure: { allOf: [{ $ref: '#/components/schemas/Failure' }, code] },
          },
        },
      },
    },
  }
}

/** The members of an input schema: those that the path names, and in the query all others. */
function parametersOf(path: string, input: Json): Json[] {
  const properties = (input.properties ?? {}) as Record<string, Json>
  const required = (input.required ?? []) as string[]
  return Object.entries(properties).map(([name, schema]) => {
    const isInPath = path.includes(`{${name}}`)
    return {
      name,
      in: isInPath ? 'path' : 'query',
      required: isInPath || required.includes(name),
      // A name that is given several times is a list.
      ...(!isInPath && { style: 'form', explode: true }),
      schema,
    }
  })
}

/** As it is sent: what a schema makes of it afterwards is the console's own affair. */
function schemaOf(schema: z.ZodMiniType): Json {
  const {
    $schema: _,
    '~standard': __,
    ...json
  } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as Json
  return json
}
