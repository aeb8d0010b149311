import * as z from 'zod/mini'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { headerNameProblem, headerValueProblem } from '@/lib/probe/header-rules'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import { canHaveBody, isBlank, PROBE_METHODS, type ProbeMode, type ProbeRequest } from '@/lib/probe/request'

const pairSchema = z.strictObject({
  name: z.string().check(z.maxLength(PROBE_LIMITS.pairLength, 'This name is longer than the console sends.')),
  value: z
    .string()
    .check(z.maxLength(PROBE_LIMITS.pairLength, 'This value is longer than the console sends.')),
})
const pairsSchema = z
  .array(pairSchema)
  .check(z.maxLength(PROBE_LIMITS.pairs, `Send at most ${PROBE_LIMITS.pairs} of them.`))

/** C0, DEL, and halves of characters, which UTF-8 has no bytes for. */
const UNSENDABLE = /[\p{Cc}\p{Cs}]/u
const BROKEN = /[\0\p{Cs}]/u

const pathSchema = z.string().check(
  z.maxLength(PROBE_LIMITS.pathLength, 'This path is longer than the console sends.'),
  z.regex(/^\//, 'A path begins with a slash.'),
  z.refine((path) => !/[?#]/.test(path), 'Leave ? and # out of the path: a query has rows of its own.'),
  z.refine((path) => !UNSENDABLE.test(path), 'The path holds characters that cannot be seen: remove them.'),
  z.refine(
    (path) => !/\/(\.|%2e){1,2}(\/|$)/i.test(path),
    'Write the path without . and .. parts: browsers and curl resolve them before they send.',
  ),
)

/** RFC 6454 §6.1: scheme, host and port as a page's origin is written, or `null`. */
const ORIGIN = /^(null|[a-z][a-z0-9+.-]*:\/\/[\w.:[\]~!$&'()*+,;=%-]+)$/

const requestSchema = z.strictObject({
  method: z.enum(PROBE_METHODS),
  path: pathSchema,
  query: pairsSchema,
  headers: pairsSchema,
  body: z.string().check(
    z.refine((body) => !BROKEN.test(body), 'The body holds a character that cannot be sent as text.'),
    z.refine(
      (body) => new TextEncoder().encode(body).length <= PROBE_LIMITS.bodyBytes,
      'The body is larger than the 256 KiB that the console sends.',
    ),
  ),
  mode: z.enum(['unsigned', 'signed', 'browser']),
  origin: z.string().check(z.maxLength(253, 'An origin has at most 253 characters here.')),
})

/** A request to the function URL of an identity. Blank rows are left out; issues carry the paths of the form's fields. */
export const probeInputSchema = z.pipe(
  z.extend(functionUrlIdentitySchema, requestSchema.shape).check(
    z.superRefine((input, context) => {
      const report = (path: (string | number)[], message: string | undefined) => {
        if (message) context.addIssue({ code: 'custom', path, message })
      }
      for (const [index, message] of queryProblems(input)) report(['query', index, 'name'], message)
      for (const [index, field, message] of headerProblems(input)) report(['headers', index, field], message)
      if (input.body !== '' && !canHaveBody(input.method))
        report(['body'], `A ${input.method} request has no body: empty it, or choose another method.`)
      if (input.mode === 'browser' && !ORIGIN.test(input.origin))
        report(['origin'], 'Write the origin of the page, such as https://shop.example.com.')
      if (input.mode === 'signed' && input.path.includes('//'))
        report(['path'], 'Write the path without empty parts: they are not what a signature covers.')
    }),
  ),
  z.transform((input) => ({
    ...input,
    query: input.query.filter((pair) => !isBlank(pair)),
    headers: input.headers.filter((pair) => !isBlank(pair)),
  })),
)
export type ProbeInput = z.output<typeof probeInputSchema>

function queryProblems({ query, mode }: ProbeRequest): [number, string][] {
  return query.flatMap((pair, index): [number, string][] => {
    const message = isBlank(pair) ? undefined : queryProblem(pair, mode)
    return message ? [[index, message]] : []
  })
}

function queryProblem({ name, value }: ProbeRequest['query'][number], mode: ProbeMode): string | undefined {
  if (name === '') return 'Give the parameter a name, or empty its value.'
  if (BROKEN.test(name + value)) return 'This row holds a character that cannot be sent.'
  // The SDK's signer keeps names in an object, where this one is no member.
  return mode === 'signed' && name === '__proto__' ? 'A parameter of this name cannot be signed.' : undefined
}

type HeaderProblem = [index: number, field: 'name' | 'value', message: string | undefined]

function headerProblems({ headers, mode }: ProbeRequest): HeaderProblem[] {
  const seen = new Set<string>()
  const problems = headers.flatMap((pair, index): HeaderProblem[] => {
    if (isBlank(pair)) return []
    const key = pair.name.toLowerCase()
    const isRepeated = seen.has(key)
    seen.add(key)
    const repeated = isRepeated ? 'Write each header once; join several values with a comma.' : undefined
    return [
      [index, 'name', headerNameProblem(pair.name, mode) ?? repeated],
      [index, 'value', headerValueProblem(pair.value)],
    ]
  })
  const length = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
  if (length > PROBE_LIMITS.headersLength)
    problems.push([
      headers.length - 1,
      'value',
      'The headers together are longer than the 16 KiB that the console sends.',
    ])
  return problems
}
