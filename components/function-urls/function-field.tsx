'use client'

import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import { type TargetStart, useFunctionReadings } from '@/components/function-list/use-function-readings'
import type { CreateFormValue } from '@/components/function-urls/create-request'
import { useAccountTexts } from '@/components/shell/account-marks'
import { TargetChip } from '@/components/shell/target-chip'
import { useConnection } from '@/components/shell/use-connection'
import { Combobox } from '@/components/ui/combobox'
import { Field } from '@/components/ui/field'
import { allFunctions, readingPhase } from '@/lib/functions/reading'
import { identityKey } from '@/lib/identity/names'
import { LATEST } from '@/lib/identity/qualifier'
import { counted } from '@/lib/text/counted'

/** The function that gets the URL, searched among all that the console can read. */
export function FunctionField() {
  const connection = useConnection()
  if (!connection) return <FunctionChoice key="none" starts={[]} />
  const starts = connection.targets.flatMap(({ account, regions, failure }) =>
    failure ? [] : regions.map((region) => ({ target: { account, region } })),
  )
  return <FunctionChoice key="read" starts={starts} />
}

function FunctionChoice({ starts }: { starts: TargetStart[] }) {
  const form = useFormContext<CreateFormValue>()
  const [account, region, functionName] = useWatch({
    control: form.control,
    name: ['account', 'region', 'functionName'],
  })
  const { errors, isSubmitted } = useFormState({ control: form.control })
  const { targetText } = useAccountTexts()
  const { readings } = useFunctionReadings(starts, false)
  const functions = allFunctions(readings)
  const items = functions.map((facts) => ({
    value: identityKey(facts),
    label: facts.functionName,
    detail: targetText(facts),
  }))
  const value = functionName === '' ? '' : identityKey({ account, region, functionName })
  const isListed = value === '' || items.some((item) => item.value === value)
  const choose = (key: string) => {
    const facts = functions.find((candidate) => identityKey(candidate) === key)
    if (!facts) return
    const options = { shouldDirty: true }
    form.setValue('account', facts.account, options)
    form.setValue('region', facts.region, options)
    form.setValue('functionName', facts.functionName, {
      ...options,
      shouldValidate: isSubmitted,
    })
    form.setValue('qualifier', LATEST, options)
  }
  const isReading = readingPhase(readings, false) === 'reading'
  return (
    <Field
      label="Function"
      hint={value === '' ? 'Search by name.' : <TargetChip target={{ account, region }} />}
      error={errors.functionName && 'Choose a function.'}
    >
      <Combobox
        value={value}
        onChange={choose}
        items={
          isListed
            ? items
            : [{ value, label: functionName, detail: targetText({ account, region }) }, ...items]
        }
        status={
          isReading
            ? `${counted(functions.length, 'function')} read, still reading`
            : counted(items.length, 'function')
        }
        placeholder="Function name"
        emptyText="No function of this name was read"
      />
    </Field>
  )
}
