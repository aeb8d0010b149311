import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { z } from 'zod'
import { type GrantFormValue, grantOf } from '@/components/access/grant-form-value'
import { type Grant, grantSchema } from '@/lib/permissions/schema'

/** The check of the form of a grant, with zod in it: loaded when it is needed. */
export const resolveGrant: Resolver<GrantFormValue, unknown, Grant> = zodResolver(
  z.custom<GrantFormValue>().transform(grantOf).pipe(grantSchema),
)
