import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, permitForEverything } from '@/lib/auth/fixtures/ask'
import { narrowed } from '@/lib/auth/permit'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { listInventory } from '@/lib/inventory/read'
import { writeTags } from '@/lib/inventory/tag-rows'
import { writeRequests } from '@/lib/inventory/traffic-rows'

const FRANKFURT = { account: '111111111111', region: 'eu-central-1' }
const VIRGINIA = { account: '111111111111', region: 'us-east-1' }
const AT = '2026-11-28T12:00:00.000Z'
const url = (functionName: string, target = FRANKFURT) => ({ ...target, functionName, qualifier: '$LATEST' })
const stack = (name: string) => ({ 'aws:cloudformation:stack-name': name })

beforeAll(async () => {
  openScratchDatabase()
  await knowUrls(
    url('by-sam'),
    url('by-stack'),
    url('by-terraform'),
    url('untagged'),
    url('unread', VIRGINIA),
  )
  const permit = narrowed(permitForEverything(), { resource: FRANKFURT })
  const tags = {
    'by-sam': { ...stack('checkout'), 'lambda:createdBy': 'SAM', team: 'payments' },
    'by-stack': { ...stack('checkout-2'), Team: 'Shop & Co' },
    'by-terraform': { ManagedBy: 'terraform', team: 'payments' },
  }
  await writeTags(permit, FRANKFURT, new Map(Object.entries(tags)), AT)
  const counted = (functionName: string, ...days: number[]) => ({
    functionName,
    qualifier: '$LATEST',
    days,
    readAt: AT,
  })
  await writeRequests(permit, FRANKFURT, [
    counted('by-sam', 0, 0),
    counted('by-stack', 1, 4),
    counted('by-terraform', 900, 100),
  ])
})
afterAll(closeScratchDatabase)

async function names(q: string) {
  const { rows, problems } = await ask(listInventory, { q, sort: 'function' })
  expect(problems).toEqual([])
  return rows.map(({ functionName }) => functionName)
}

describe('asking for owners and requests', () => {
  test.each<[string, string[]]>([
    ['owner:sam', ['by-sam']],
    ['owner:cloudformation', ['by-sam', 'by-stack']],
    ['owner:Terraform', ['by-terraform']],
    ['owner:none', ['untagged']],
    ['owner:unknown', ['unread']],
    // Whose tags were not read may belong to the stack: it is in neither list.
    ['-owner:cloudformation', ['by-terraform', 'untagged']],
    ['stack:checkout', ['by-sam']],
    ['stack:checkout*', ['by-sam', 'by-stack']],
    ['-stack:checkout*', ['by-terraform', 'untagged']],
    ['tag:team=payments', ['by-sam', 'by-terraform']],
    ['tag:team', ['by-sam', 'by-stack', 'by-terraform']],
    ['tag:"team=shop & co"', ['by-stack']],
    ['tag:team=pay*', ['by-sam', 'by-terraform']],
    ['tag:aws:cloudformation:stack-name=checkout', ['by-sam']],
    ['-tag:team=payments', ['by-stack', 'untagged']],
    ['requests30d:0', ['by-sam']],
    ['requests30d:>0', ['by-stack', 'by-terraform']],
    ['requests30d:<=5', ['by-sam', 'by-stack']],
    ['requests30d:unknown', ['unread', 'untagged']],
    ['-requests30d:0', ['by-stack', 'by-terraform']],
    ['owner:none requests30d:unknown', ['untagged']],
  ])('%s', async (q, expected) => expect((await names(q)).toSorted()).toEqual(expected.toSorted()))

  test.each([
    ['owner:git', 'owner: is one of'],
    ['tag:=payments', 'tag: write a tag'],
    ['requests30d:few', 'requests30d: write a number'],
  ])('%s is told as what is wrong', async (q, message) => {
    const { problems } = await ask(listInventory, { q })
    expect(problems[0]?.message).toContain(message)
  })
})
