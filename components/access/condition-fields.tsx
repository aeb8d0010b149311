import { Button } from '@/components/ui/button'
import { Field, NativeSelect } from '@/components/ui/field'
import { TagInput } from '@/components/ui/tag-input'
import {
  CONDITION_CHOICES,
  type ConditionChoice,
  choiceOf,
  valuesOf,
  withValues,
} from '@/lib/permissions/condition-choices'
import type { PolicyIssue } from '@/lib/permissions/policy-issues'
import { principalChoice } from '@/lib/permissions/principal-choice'
import type { Statement } from '@/lib/permissions/schema'
import { conditionTests } from '@/lib/permissions/statement-parts'
import { visibleText } from '@/lib/text/visible-text'

interface ConditionFieldsProps {
  statement: Statement
  issues: readonly PolicyIssue[]
  onChange: (statement: Statement) => void
}

/** The conditions of a statement, all of which must hold; those without a field of their own are named. */
export function ConditionFields({ statement, issues, onChange }: ConditionFieldsProps) {
  // The principal's own field has it.
  const isOrganization = principalChoice(statement).kind === 'organization'
  const choices: readonly ConditionChoice[] = CONDITION_CHOICES.filter(
    ({ id }) => !(isOrganization && id === 'organization'),
  )
  const present = choices.filter((choice) => valuesOf(statement, choice) !== undefined)
  const others = conditionTests(statement).filter(({ operator, key }) => !choiceOf(operator, key))
  const add = (id: string) => {
    const choice = choices.find((one) => one.id === id)
    if (choice)
      onChange(withValues(statement, choice, choice.options ? [choice.options[0]?.value ?? ''] : []))
  }
  return (
    <div className="flex flex-col gap-4 sm:col-span-2">
      {present.map((choice) => (
        <ConditionField
          key={choice.id}
          choice={choice}
          values={valuesOf(statement, choice) ?? []}
          errors={issues.filter((issue) => isAbout(issue, choice)).map(({ message }) => message)}
          onChange={(values) => onChange(withValues(statement, choice, values))}
        />
      ))}
      {others.map(({ operator, key }) => (
        <p key={`${operator} ${key}`} className="text-mute text-small">
          {`Also, in the JSON only: ${visibleText(`${operator} ${key}`)}`}
        </p>
      ))}
      <Field label="Add condition">
        <NativeSelect value="" onChange={(event) => add(event.target.value)}>
          <option value="">Choose a condition</option>
          {choices
            .filter((choice) => !present.includes(choice))
            .map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </NativeSelect>
      </Field>
    </div>
  )
}

const isAbout = ({ part, key }: PolicyIssue, choice: ConditionChoice) =>
  part === 'Condition' && key?.toLowerCase() === choice.key.toLowerCase()

interface ConditionFieldProps {
  choice: ConditionChoice
  values: string[]
  errors: string[]
  /** `undefined` takes the condition away. */
  onChange: (values: string[] | undefined) => void
}

function ConditionField({ choice, values, errors, onChange }: ConditionFieldProps) {
  const { label, hint, options, value, placeholder } = choice
  return (
    <div className="flex items-start gap-2">
      <Field label={label} hint={hint} error={errors} className="flex-1">
        {options ? (
          <NativeSelect
            options={[...options]}
            value={values[0] ?? ''}
            onChange={(event) => onChange([event.target.value])}
          />
        ) : (
          <TagInput
            value={values}
            onChange={onChange}
            placeholder={placeholder}
            itemErrors={(item) => (value && !value.isValid(item) ? value.message : undefined)}
          />
        )}
      </Field>
      <Button
        size="sm"
        className="mt-6.5"
        aria-label={`Remove condition ${label}`}
        onClick={() => onChange(undefined)}
      >
        Remove
      </Button>
    </div>
  )
}
