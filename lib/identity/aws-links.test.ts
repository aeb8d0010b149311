import { expect, test } from 'vitest'
import { AWS_DOCS, awsConsoleAddress } from '@/lib/identity/aws-links'

test.each([
  [
    'eu-central-1',
    'https://eu-central-1.console.aws.amazon.com/lambda/home?region=eu-central-1#/functions/api',
  ],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/lambda/home?region=cn-north-1#/functions/api'],
  [
    'us-gov-west-1',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/lambda/home?region=us-gov-west-1#/functions/api',
  ],
])('%s has its own console', (region, address) => {
  expect(awsConsoleAddress({ account: '111122223333', region, functionName: 'api' })).toBe(address)
})

test('links lead to AWS’s documentation and nowhere else', () => {
  for (const address of Object.values(AWS_DOCS))
    expect(new URL(address).origin).toBe('https://docs.aws.amazon.com')
})
