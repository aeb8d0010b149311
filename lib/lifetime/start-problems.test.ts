import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type AwsWorld, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { env } from '@/lib/env'
import { startProblems } from '@/lib/lifetime/start-problems'

let world: AwsWorld
afterEach(() => world.close())

describe('startProblems', () => {
  test('nothing keeps a well-told console from starting', async () => {
    world = await startAwsWorld()
    expect(await startProblems()).toEqual([])
    expect(existsSync(env().databasePath)).toBe(true)
  })

  test('a broken environment is told, and nothing is made', async () => {
    world = await startAwsWorld({ settings: { HOSTNAME: '0.0.0.0', PORT: 'x' } })
    expect(await startProblems()).toHaveLength(2)
  })

  test('an endpoint that nobody answers is told, and nothing is made', async () => {
    world = await startAwsWorld({ settings: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } })
    expect(await startProblems()).toMatchObject([
      expect.stringMatching(/^Nothing answers at .*127\.0\.0\.1:9.*\.$/),
    ])
    expect(existsSync(env().databasePath)).toBe(false)
  })

  test('an endpoint in the AWS profile is told', async () => {
    world = await startAwsWorld()
    const { configFile } = env().profiles
    mkdirSync(path.dirname(configFile), { recursive: true })
    writeFileSync(configFile, '[default]\nendpoint_url = http://127.0.0.1:1\n')
    expect(await startProblems()).toMatchObject([expect.stringContaining('sets endpoint_url')])
  })

  test('a damaged database is told', async () => {
    world = await startAwsWorld()
    writeFileSync(env().databasePath, 'no database '.repeat(999))
    expect(await startProblems()).toMatchObject([expect.stringContaining('is damaged')])
  })
})
