import { expect, test } from 'vitest'
import { AWS_DOCUMENTATION } from '@/lib/text/aws-documentation'

test.each(Object.entries(AWS_DOCUMENTATION))(
  '%s is a page of AWS’s documentation',
  (_about, { title, href }) => {
    expect(href).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/-]+\.html$/)
    expect(title).toMatch(/^\S.{2,60}\S$/)
  },
)

test('no page stands in the table twice', () => {
  const addresses = Object.values(AWS_DOCUMENTATION).map(({ href }) => href)
  expect(new Set(addresses).size).toBe(addresses.length)
})
