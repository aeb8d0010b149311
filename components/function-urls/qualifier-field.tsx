'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import type { CreateFormValue } from '@/components/function-urls/create-request'
import { Combobox } from '@/components/ui/combobox'
import { Field } from '@/components/ui/field'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlsOfQuery } from '@/lib/function-urls/queries'
import { functionQuery } from '@/lib/functions/queries'
import { qualifierOfArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'

/** The function itself or one of its aliases; those that have a URL already are shown as taken. */
export function QualifierField({ isCreated }: { isCreated: boolean }) {
  const { control } = useFormContext<CreateFormValue>()
  const { field, fieldState } = useController({ control, name: 'qualifier' })
  const [account, region, functionName] = useWatch({ control, name: ['account', 'region', 'functionName'] })
  const identity = { account, region, functionName }
  const isChosen = functionName !== ''
  const details = useQuery({ ...functionQuery(identity), enabled: isChosen })
  const urls = useInfiniteQuery({ ...functionUrlsOfQuery(identity), enabled: isChosen })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = urls
  // Which qualifiers are taken is known only when AWS's last page is here.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const pages = urls.data?.pages ?? []
  const taken = new Set(
    pages.flatMap((page) => page.FunctionUrlConfigs.map((config) => qualifierOfArn(config.FunctionArn))),
  )
  const aliases = details.data?.aliases.ok ? details.data.aliases.value : []
  const items = [
    { value: LATEST, label: LATEST, detail: 'the function itself, unqualified' },
    ...aliases.map(({ Name, FunctionVersion }) => ({
      value: Name,
      label: Name,
      detail: `alias of version ${FunctionVersion}`,
    })),
  ].map((item) => ({
    ...item,
    disabled: taken.has(item.value),
    disabledReason: 'has a function URL already',
  }))
  // What this form has just created is no mistake of it.
  const takenText =
    !isCreated && taken.has(field.value)
      ? `${field.value} has a function URL already: choose another qualifier.`
      : undefined
  const failure = details.error ?? urls.error
  return (
    <Field
      label="Qualifier"
      hint={
        isChosen
          ? 'A function URL belongs to the function itself or to an alias, never to a version.'
          : 'Choose a function first.'
      }
      error={fieldState.error?.message ?? takenText ?? (failure ? failureFrom(failure).message : undefined)}
    >
      <Combobox
        value={field.value}
        onChange={field.onChange}
        items={isChosen ? items : []}
        loading={isChosen && (details.isPending || urls.isPending)}
        placeholder="$LATEST or an alias"
        emptyText="No alias of this name"
      />
    </Field>
  )
}
