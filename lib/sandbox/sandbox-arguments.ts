import { parseArgs } from 'node:util'

/** What `npm run sandbox` was asked for. */
export interface SandboxArguments {
  port: number
  /** Milliseconds added to each answer of the control plane. */
  latencyMs: number
  /** How long an event takes to reach CloudTrail's event history, in milliseconds. */
  trailDelayMs: number
  isThrottled: boolean
  /** The accounts and keys only, without the company. */
  isEmpty: boolean
  /** A made-up company with so many functions in the place of the one with names. */
  functions?: number
  /** Which of the made-up companies. */
  seed: number
  /** All of its functions in one account and region. */
  isOneTarget: boolean
  /** Says that it is ready in one line of JSON instead of in words. */
  isJson: boolean
}

/** Asked for in a way that cannot be understood; the message is one sentence for the person who typed it. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

const DEFAULT_PORT = 4650
const MAX_PORT = 65_535
/** A round trip inside Europe. */
const DEFAULT_LATENCY_MS = 40
const MAX_LATENCY_MS = 60_000
/** Some minutes, as was seen. */
const DEFAULT_TRAIL_DELAY_S = 180
const MAX_TRAIL_DELAY_S = 3600

const OPTIONS = {
  port: { type: 'string' },
  latency: { type: 'string' },
  'trail-delay': { type: 'string' },
  'no-throttle': { type: 'boolean' },
  empty: { type: 'boolean' },
  functions: { type: 'string' },
  seed: { type: 'string' },
  'one-target': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const MAX_FUNCTIONS = 100_000
const MAX_SEED = 999_999

const USAGE =
  'The sandbox takes --port 4650, --latency 40, --trail-delay 180, --no-throttle, --empty, --functions 10000, --seed 1, --one-target and --json.'

function parse(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS, strict: true, allowPositionals: false }).values
  } catch {
    throw new ArgumentError(USAGE)
  }
}

function wholeNumber(name: string, text: string | undefined, preset: number, max: number): number {
  if (text === undefined) return preset
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (value <= max) return value
  throw new ArgumentError(`--${name} takes a whole number from 0 to ${max}, not “${text}”.`)
}

/** Reads the words behind the start command; throws ArgumentError. */
export function readSandboxArguments(words: string[]): SandboxArguments {
  const values = parse(words)
  return {
    port: wholeNumber('port', values.port, DEFAULT_PORT, MAX_PORT),
    latencyMs: wholeNumber('latency', values.latency, DEFAULT_LATENCY_MS, MAX_LATENCY_MS),
    trailDelayMs:
      1000 * wholeNumber('trail-delay', values['trail-delay'], DEFAULT_TRAIL_DELAY_S, MAX_TRAIL_DELAY_S),
    isThrottled: values['no-throttle'] !== true,
    isEmpty: values.empty === true,
    functions:
      values.functions === undefined
        ? undefined
        : wholeNumber('functions', values.functions, 0, MAX_FUNCTIONS),
    seed: wholeNumber('seed', values.seed, 1, MAX_SEED),
    isOneTarget: values['one-target'] === true,
    isJson: values.json === true,
  }
}
