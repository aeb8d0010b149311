import { expect, test } from 'vitest'
import { isAddressRange } from '@/lib/permissions/cidr'

test.each([
  '203.0.113.7',
  '203.0.113.0/24',
  '0.0.0.0/0',
  '255.255.255.255/32',
  '::/0',
  '::1',
  '2001:db8::/32',
  '2001:DB8:0:0:0:0:0:1/128',
  '::ffff:203.0.113.7',
])('%s is an address or a range', (text) => {
  expect(isAddressRange(text)).toBe(true)
})

test.each([
  '',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.01',
  '203.0.113.0/33',
  '203.0.113.0/',
  '203.0.113.0/24/24',
  '203.0.113.0/024',
  '203.0.113.*',
  ':',
  ':::',
  '1::2::3',
  '2001:db8::/129',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8::',
  'fe80::1%eth0',
  'example.com',
])('%s is none', (text) => {
  expect(isAddressRange(text)).toBe(false)
})
