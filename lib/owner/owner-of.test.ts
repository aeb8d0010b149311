import { describe, expect, test } from 'vitest'
import { ownerOf, stackOf, type Tags } from '@/lib/owner/owner-of'
import { ownerSentence, takenBack } from '@/lib/owner/owner-text'

const STACK = { 'aws:cloudformation:stack-name': 'checkout', 'aws:cloudformation:logical-id': 'CheckoutApi' }

const CASES: [string, Tags, string | undefined][] = [
  [
    'SAM, whose tag stands beside CloudFormation’s',
    { ...STACK, 'lambda:createdBy': 'SAM' },
    'sam checkout lambda:createdBy=SAM',
  ],
  ['a stack and nothing else', STACK, 'cloudformation checkout aws:cloudformation:stack-name=checkout'],
  [
    'a logical id as the CDK makes them',
    { ...STACK, 'aws:cloudformation:logical-id': 'CheckoutApiHandler1A2B3C4D' },
    'cdk checkout aws:cloudformation:logical-id=CheckoutApiHandler1A2B3C4D',
  ],
  [
    'Serverless Framework: the stage ends the name of the stack',
    { 'aws:cloudformation:stack-name': 'labels-prod', STAGE: 'prod' },
    'serverless labels-prod STAGE=prod',
  ],
  [
    'a stage that is not the stack’s is anybody’s tag',
    { ...STACK, STAGE: 'prod' },
    'cloudformation checkout aws:cloudformation:stack-name=checkout',
  ],
  ['a stage alone says nothing', { STAGE: 'prod' }, undefined],
  ['SST 3', { 'sst:app': 'shop', 'sst:stage': 'prod' }, 'sst shop sst:app=shop'],
  ['SST 2, by CloudFormation', { ...STACK, 'sst:app': 'shop', 'sst:stage': 'prod' }, 'sst shop sst:app=shop'],
  [
    'Amplify Gen 1',
    { 'user:Application': 'shop', 'user:Stack': 'dev' },
    'amplify shop user:Application=shop',
  ],
  ['Copilot', { 'copilot-application': 'shop' }, 'copilot shop copilot-application=shop'],
  [
    'Chalice',
    { 'aws-chalice': 'version=1.31.0:stage=dev:app=orders' },
    'chalice orders aws-chalice=version=1.31.0:stage=dev:app=orders',
  ],
  ['Zappa', { ZappaProject: 'orders-dev' }, 'zappa orders-dev ZappaProject=orders-dev'],
  ['Terraform by convention', { ManagedBy: 'terraform' }, 'terraform  ManagedBy=terraform'],
  ['OpenTofu by convention', { 'managed-by': 'OpenTofu' }, 'terraform  managed-by=OpenTofu'],
  ['a flag', { Terraform: 'true', tf_workspace: 'prod' }, 'terraform prod Terraform=true'],
  ['a flag that is off', { terraform: 'false' }, undefined],
  ['Pulumi by convention', { created_by: 'Pulumi' }, 'pulumi  created_by=Pulumi'],
  ['somebody, no tool', { ManagedBy: 'platform team', team: 'shop' }, undefined],
  ['SAM spelled in another case is another tag', { 'lambda:createdBy': 'sam' }, undefined],
  ['none', {}, undefined],
]

describe('the owner that tags give away', () => {
  test.each(CASES)('%s', (_, tags, expected) => {
    const owner = ownerOf(tags)
    expect(owner && `${owner.tool} ${owner.name} ${owner.tag}`).toBe(expected)
  })

  test('the stack is CloudFormation’s own tag, whatever the tool', () => {
    expect([stackOf(STACK), stackOf({ stack: 'checkout' })]).toEqual(['checkout', ''])
  })

  test('is a hint that says which tag it is from, and shows characters that hide', () => {
    const owner = ownerOf({ 'sst:app': 'shop\u202E' })
    if (!owner) throw new Error('It looks like SST.')
    expect(ownerSentence(owner)).toMatch(/^Looks like SST, app shop.* \(tag sst:app=shop.*\)$/)
    expect(ownerSentence(owner)).not.toContain('\u202E')
    expect(takenBack(owner)).toContain('the next deployment with SST may take this change back')
  })
})
