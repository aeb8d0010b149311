import { describe, expect, test } from 'vitest'
import { ArgumentError, readSandboxArguments } from '@/lib/sandbox/sandbox-arguments'

const USAGE =
  'The sandbox takes --port 4650, --latency 40, --trail-delay 180, --no-throttle, --empty, --functions 10000, --seed 1, --one-target and --json.'

describe('the words behind the start command', () => {
  test('may be none', () => {
    expect(readSandboxArguments([])).toEqual({
      port: 4650,
      latencyMs: 40,
      trailDelayMs: 180_000,
      isThrottled: true,
      isEmpty: false,
      functions: undefined,
      seed: 1,
      isOneTarget: false,
      isJson: false,
    })
  })

  test('change everything', () => {
    const switches = ['--no-throttle', '--empty', '--json', '--one-target']
    const words = [
      '--port',
      '0',
      '--latency=0',
      '--trail-delay',
      '60',
      '--functions',
      '2000',
      '--seed',
      '7',
      ...switches,
    ]
    expect(readSandboxArguments(words)).toEqual({
      port: 0,
      latencyMs: 0,
      trailDelayMs: 60_000,
      isThrottled: false,
      isEmpty: true,
      functions: 2000,
      seed: 7,
      isOneTarget: true,
      isJson: true,
    })
  })

  test.each([
    [['--port', '70000'], '--port takes a whole number from 0 to 65535, not “70000”.'],
    [['--port', 'many'], '--port takes a whole number from 0 to 65535, not “many”.'],
    [['--latency', '1.5'], '--latency takes a whole number from 0 to 60000, not “1.5”.'],
    [['--latency', '-1'], USAGE],
    [['--functions', '-5'], USAGE],
    [['--turbo'], USAGE],
    [['more'], USAGE],
  ])('are refused in one sentence: %j', (words, message) => {
    expect(() => readSandboxArguments(words)).toThrow(new ArgumentError(message))
  })
})
