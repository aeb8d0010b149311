import * as z from 'zod/mini'
import { ORDERS, URL_SORT_NAMES } from '@/lib/inventory/sorts'
import { DENSITIES, URL_COLUMN_IDS } from '@/lib/inventory/url-columns'
import { nameProblem, tidyName } from '@/lib/saved-views/view-name'

/** What a view shows: all of the table that stands in the address. */
const viewSchema = z.object({
  q: z.string().check(z.maxLength(1000, 'A query has at most 1,000 characters.')),
  sort: z.enum(URL_SORT_NAMES),
  order: z.enum(ORDERS),
  columns: z
    .array(z.enum(URL_COLUMN_IDS))
    .check(z.minLength(1, 'A view shows one column at least.'), z.maxLength(50)),
  density: z.enum(DENSITIES),
})

const nameSchema = z.pipe(
  z.string().check(
    z.check<string>(({ value, issues }) => {
      const message = nameProblem(value)
      if (message) issues.push({ code: 'custom', message, input: value })
    }),
  ),
  z.transform(tidyName),
)

export const saveViewInputSchema = z.strictObject({ name: nameSchema, view: viewSchema })

/** Another name, or what it shows from now on. */
export const changeViewInputSchema = z.union([
  z.strictObject({ id: z.uuid(), name: nameSchema }),
  z.strictObject({ id: z.uuid(), view: viewSchema }),
])

export const deleteViewInputSchema = z.strictObject({ id: z.uuid() })
