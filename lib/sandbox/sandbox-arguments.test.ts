import { describe, expect, test } from 'vitest'
import { ArgumentError, readSandboxArguments } from '@/lib/sandbox/sandbox-arguments'

describe('the words behind the start command', () => {
  test('may be none', () => {
    expect(readSandboxArguments([])).toEqual({
      port: 4650,
      latencyMs: 40,
      isThrottled: true,
      isEmpty: false,
      isJson: false,
    })
  })

  test('change everything', () => {
    const words = ['--port', '0', '--latency=0', '--no-throttle', '--empty', '--json']
    expect(readSandboxArguments(words)).toEqual({
      port: 0,
      latencyMs: 0,
      isThrottled: false,
      isEmpty: true,
      isJson: true,
    })
  })

  test.each([
    [['--port', '70000'], '--port takes a whole number from 0 to 65535, not “70000”.'],
    [['--port', 'many'], '--port takes a whole number from 0 to 65535, not “many”.'],
    [['--latency', '1.5'], '--latency takes a whole number from 0 to 60000, not “1.5”.'],
    [['--latency', '-1'], 'The sandbox takes --port 4650, --latency 40, --no-throttle, --empty and --json.'],
    [['--turbo'], 'The sandbox takes --port 4650, --latency 40, --no-throttle, --empty and --json.'],
    [['more'], 'The sandbox takes --port 4650, --latency 40, --no-throttle, --empty and --json.'],
  ])('are refused in one sentence: %j', (words, message) => {
    expect(() => readSandboxArguments(words)).toThrow(new ArgumentError(message))
  })
})
