import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import * as z from 'zod/mini'
import { type GrantFormValue, grantOf } from '@/components/access/grant-form-value'
import { type Grant, grantSchema } from '@/lib/permissions/schema'

/** The check of the form of a grant, with zod in it: loaded when it is needed. */
export const resolveGrant: Resolver<GrantFormValue, unknown, Grant> = zodResolver(
  z.pipe(z.transform(grantOf), grantSchema),
)
