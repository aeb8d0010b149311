import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { createFormSchema } from '@/components/function-urls/create-form-schema'
import type { CreateFormValue } from '@/components/function-urls/create-request'

/** The check of the create form, with zod in it: loaded when it is needed. */
export const resolveCreate: Resolver<CreateFormValue, unknown, CreateFormValue> =
  zodResolver(createFormSchema)
