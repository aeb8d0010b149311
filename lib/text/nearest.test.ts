import { describe, expect, test } from 'vitest'
import { nearestOf } from '@/lib/text/nearest'

describe('nearestOf', () => {
  test.each([
    ['chekout-api', ['orders', 'checkout-api', 'checkout-worker'], 'checkout-api'],
    ['CHECKOUT-API', ['checkout-api'], 'checkout-api'],
    ['eu-centrall-1', ['us-east-1', 'eu-central-1'], 'eu-central-1'],
    ['111111111112', ['222222222222', '111111111111'], '111111111111'],
    ['x', ['y', 'xy'], 'y'],
  ])('%s most likely meant one of %j', (text, candidates, nearest) => {
    expect(nearestOf(text, candidates)).toBe(nearest)
  })

  test('nothing is near when more than half would have to change', () => {
    expect(nearestOf('payments', ['orders', 'users'])).toBeUndefined()
    expect(nearestOf('payments', [])).toBeUndefined()
  })
})
