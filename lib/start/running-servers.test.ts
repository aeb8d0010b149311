import { expect, test } from 'vitest'
import { type ChildServer, FailedStart } from './child-server'
import { startOn } from './running-servers'

function runningServer() {
  let isStopped = false
  const server: ChildServer = {
    pid: 1,
    ended: new Promise(() => undefined),
    stop: async () => {
      isStopped = true
    },
    kill: () => undefined,
  }
  return { server, isStopped: () => isStopped }
}

test('what starts leaves the server running', async () => {
  const { server, isStopped } = runningServer()
  expect(await startOn(server, async () => 'started')).toBe('started')
  expect(isStopped()).toBe(false)
})

test('what does not start stops the server, and says why without a stack', async () => {
  const { server, isStopped } = runningServer()
  const start = startOn(server, () => Promise.reject(new FailedStart(1, 'No region is set.')))
  await expect(start).rejects.toMatchObject({
    name: 'ProgramError',
    message: expect.stringContaining('No region is set.'),
  })
  expect(isStopped()).toBe(true)
})
