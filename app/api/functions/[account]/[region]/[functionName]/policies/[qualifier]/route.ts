import { policyIdentitySchema } from '@/lib/permissions/policy-schema'
import { getPolicy } from '@/lib/permissions/read'
import { read } from '@/lib/route'

export const GET = read(policyIdentitySchema, getPolicy)
