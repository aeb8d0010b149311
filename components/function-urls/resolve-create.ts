import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import type { CreateFormValue } from '@/lib/function-urls/create-form'
import { createFormSchema } from '@/lib/function-urls/create-form-schema'

/** The check of the create form, with zod in it: loaded when it is needed. */
export const resolveCreate: Resolver<CreateFormValue, unknown, CreateFormValue> =
  zodResolver(createFormSchema)
