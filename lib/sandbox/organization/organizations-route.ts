import * as z from 'zod/mini'
import { type JsonCall, jsonRoute, pageBehind } from '@/lib/sandbox/json-service'
import { ServiceError } from '@/lib/sandbox/service-error'
import type { AccountState } from '@/lib/sandbox/state'

const MAX_PAGE = 20
const JOINED = Date.UTC(2021, 2, 1) / 1000

const inputSchema = z.object({
  MaxResults: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE)), MAX_PAGE),
  NextToken: z.optional(z.string()),
})

/** The signer's organization: its accounts in the order of their ids, and the one that manages it. */
function organizationOf({ context, signer }: JsonCall) {
  const { organizationId } = signer.account
  const members = [...context.state.accounts.values()]
    .filter((account) => account.organizationId === organizationId)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const management = members.find(({ managesOrganization }) => managesOrganization)
  if (management === undefined)
    throw new ServiceError(400, 'AWSOrganizationsNotInUseException', {
      message: 'Your account is not a member of an organization.',
    })
  return { organizationId, members, management }
}

const emailOf = ({ id, name }: AccountState) => `aws+${name.replace(/[^a-z0-9]+/gi, '-')}-${id}@example.com`

function describeOrganization(call: JsonCall): object {
  const { organizationId, management } = organizationOf(call)
  return {
    Organization: {
      Id: organizationId,
      Arn: `arn:aws:organizations::${management.id}:organization/${organizationId}`,
      FeatureSet: 'ALL',
      MasterAccountId: management.id,
      MasterAccountArn: `arn:aws:organizations::${management.id}:account/${organizationId}/${management.id}`,
      MasterAccountEmail: emailOf(management),
    },
  }
}

/** State stands where Status stood until September 2026. Source: Organizations API reference, Account. */
function listAccounts(call: JsonCall): object {
  const { organizationId, members, management } = organizationOf(call)
  if (call.signer.account !== management)
    throw new ServiceError(400, 'AccessDeniedException', {
      message: "You don't have permissions to access this resource.",
    })
  const parsed = inputSchema.safeParse(call.body)
  const page =
    parsed.success && pageBehind(members, parsed.data.NextToken, parsed.data.MaxResults, organizationId)
  if (!page)
    throw new ServiceError(400, 'InvalidInputException', {
      message: 'You provided a value that does not match the required pattern.',
    })
  const Accounts = page.items.map((account) => ({
    Id: account.id,
    Arn: `arn:aws:organizations::${management.id}:account/${organizationId}/${account.id}`,
    Email: emailOf(account),
    Name: account.name,
    State: 'ACTIVE',
    JoinedMethod: account === management ? 'INVITED' : 'CREATED',
    JoinedTimestamp: JOINED,
  }))
  return { Accounts, ...(page.next && { NextToken: page.next }) }
}

/** AWS Organizations, as far as it tells which accounts there are: its management account may ask. */
export const organizationsRoute = jsonRoute({
  name: 'Organizations',
  service: 'organizations',
  targets: ['AWSOrganizationsV20161128.'],
  operations: { ListAccounts: listAccounts, DescribeOrganization: describeOrganization },
})
