import { read } from '@/lib/doorways/route'
import { policyIdentitySchema } from '@/lib/permissions/policy-schema'
import { getPolicy } from '@/lib/permissions/read'

export const GET = read(policyIdentitySchema, getPolicy)
