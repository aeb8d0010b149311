import { expect, test } from 'vitest'
import { awsConsoleAddress } from '@/lib/identity/aws-console'

test.each([
  [
    'eu-central-1',
    '$LATEST',
    'https://eu-central-1.console.aws.amazon.com/lambda/home?region=eu-central-1#/functions/checkout-api',
  ],
  [
    'us-east-1',
    'live',
    'https://us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions/checkout-api/aliases/live',
  ],
  [
    'cn-north-1',
    '$LATEST',
    'https://cn-north-1.console.amazonaws.cn/lambda/home?region=cn-north-1#/functions/checkout-api',
  ],
  [
    'us-gov-west-1',
    '$LATEST',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/lambda/home?region=us-gov-west-1#/functions/checkout-api',
  ],
  ['us-iso-east-1', '$LATEST', undefined],
])('in %s, %s', (region, qualifier, address) => {
  expect(awsConsoleAddress({ region, functionName: 'checkout-api', qualifier })).toBe(address)
})
