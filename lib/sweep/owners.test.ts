import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, REGION, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { getInventory, listInventory } from '@/lib/inventory/read'
import { getOwner } from '@/lib/inventory/read-owner'
import { addFunction, addFunctionUrl } from '@/lib/sandbox/build'
import { sweepTarget } from '@/lib/sweep/sweep-target'

let world: AwsWorld
afterEach(() => world.close())

const STACK = { 'aws:cloudformation:stack-name': 'checkout', 'aws:cloudformation:logical-id': 'Checkout' }

function addTagged(name: string, tags: Record<string, string>) {
  const added = addFunction(world.region, { name, tags })
  addFunctionUrl(world.state, added, { authType: 'AWS_IAM' })
  return added
}

const sweep = () => sweepTarget(TARGET, 'mia', new AbortController().signal)
const calls = (operation: string) => world.sandbox.ledger.read({ operation, region: REGION })

async function owners() {
  const { rows } = await ask(listInventory, { sort: 'function' })
  return rows.map(({ functionName, owner, ownerName }) => `${functionName} ${owner} ${ownerName}`.trim())
}

describe('owners by the tags that a sweep reads', () => {
  test('are in the index, for a hundred functions in one call; without tags is none', async () => {
    world = await startAwsWorld()
    for (let index = 0; index < 150; index += 1)
      addFunction(world.region, { name: `bare-${index}`, tags: { team: 'shop' } })
    addTagged('by-sam', { ...STACK, 'lambda:createdBy': 'SAM' })
    addTagged('by-stack', STACK)
    addTagged('by-terraform', { ManagedBy: 'terraform' })
    addTagged('untagged', {})
    await sweep()
    expect(await owners()).toEqual([
      'by-sam sam checkout',
      'by-stack cloudformation checkout',
      'by-terraform terraform',
      'untagged none',
    ])
    expect(calls('GetResources')).toHaveLength(2)
  })

  test('follow the tags from sweep to sweep, to none as well', async () => {
    world = await startAwsWorld()
    const moved = addTagged('moved', STACK)
    await sweep()
    moved.tags = { 'sst:app': 'shop' }
    await sweep()
    expect(await owners()).toEqual(['moved sst shop'])
    moved.tags = {}
    await sweep()
    expect(await owners()).toEqual(['moved none'])
  })

  test('are unknown where tags may not be read, which is not none; the sweep goes on and says why', async () => {
    world = await startAwsWorld({ denied: ['tag:GetResources'] })
    addTagged('by-stack', STACK)
    await sweep()
    expect(await owners()).toEqual(['by-stack unknown'])
    const { sweeps } = await ask(getInventory, {})
    expect(sweeps[0]).toMatchObject({
      phase: 'ended',
      tagsFailure: { code: 'access-denied', missing: { action: 'tag:GetResources' } },
    })
    world.principal.denied.clear()
    await sweep()
    expect(await owners()).toEqual(['by-stack cloudformation checkout'])
    expect((await ask(getInventory, {})).sweeps[0]?.tagsFailure).toBeUndefined()
    // What was known stays when it cannot be read again.
    world.principal.denied.add('tag:GetResources')
    await sweep()
    expect(await owners()).toEqual(['by-stack cloudformation checkout'])
  })

  test('of a function that was renamed: the new name has the new tags, the old one is gone', async () => {
    world = await startAwsWorld()
    addTagged('old-name', STACK)
    await sweep()
    world.region.functions.delete('old-name')
    addTagged('new-name', {})
    await sweep()
    expect(await owners()).toEqual(['new-name none'])
  })

  test('of one function: from the index without a call, or by ListTags where the index has none', async () => {
    world = await startAwsWorld()
    addTagged('by-stack', STACK)
    const identity = { ...TARGET, functionName: 'by-stack' }
    expect(await ask(getOwner, identity)).toMatchObject({ owner: { tool: 'cloudformation' } })
    expect(calls('ListTags')).toHaveLength(1)
    await sweep()
    expect(await ask(getOwner, identity)).toMatchObject({
      owner: { tool: 'cloudformation', name: 'checkout' },
    })
    expect(calls('ListTags')).toHaveLength(1)
  })

  test('of one function whose tags cannot be read at all is a failure, not “none”', async () => {
    world = await startAwsWorld({ denied: ['lambda:ListTags'] })
    addTagged('by-stack', STACK)
    await expect(ask(getOwner, { ...TARGET, functionName: 'by-stack' })).rejects.toMatchObject({
      failure: { code: 'access-denied', missing: { action: 'lambda:ListTags' } },
    })
  })
})
