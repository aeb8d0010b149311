import { expect, test } from 'vitest'
import { checkedSandboxSettings, checkedSettings } from './checked-settings'

test.each([
  [{}, 3000],
  [{ PORT: '' }, 3000],
  [{ PORT: '65535' }, 65_535],
  [{ AWS_REGION: 'no region', AWS_ENDPOINT_URL_LAMBDA: 'https://a.example', PORT: '1' }, 1],
])('the demo takes what npm start takes, and nothing of AWS: %j', (variables, port) => {
  expect(checkedSandboxSettings(variables).port).toBe(port)
})

test.each([
  [{ PORT: '1e3' }, 'PORT is a number from 1 to 65535.'],
  [{ CONSOLE_READONLY: 'true' }, 'write CONSOLE_READ_ONLY'],
  [{ Console_Read_Only: 'true' }, 'write CONSOLE_READ_ONLY'],
  [{ CONSOLE_READ_ONLY: 'yes' }, 'CONSOLE_READ_ONLY is either true or false.'],
  [{ CONSOLE_REQUEST_RATE: '100' }, 'CONSOLE_REQUEST_RATE is a number of calls a second from 1 to 15'],
])('the demo refuses %j', (variables, sentence) => {
  expect(() => checkedSandboxSettings(variables)).toThrow(sentence)
})

test('several problems are told at once', () => {
  const told = () => checkedSandboxSettings({ PORT: 'http', CONSOLE_READONLY: 'true', CONSOLE_REGIONS: 'x' })
  expect(told).toThrow(/CONSOLE_READONLY.*PORT/s)
})

test.each(['0.0.0.0', '::', '192.0.2.7'])('without sign-in npm start refuses to listen at %s', (HOSTNAME) => {
  expect(() => checkedSettings({ AWS_REGION: 'eu-central-1', HOSTNAME })).toThrow(
    'HOSTNAME must be 127.0.0.1',
  )
})

test.each([undefined, '', 'my-laptop', '127.0.0.1', '::1'])(
  'and takes the HOSTNAME of a shell: %s',
  (HOSTNAME) => {
    expect(checkedSettings({ AWS_REGION: 'eu-central-1', HOSTNAME }).port).toBe(3000)
  },
)
