import type { People } from '@/components/people/use-people'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import { changeRules } from '@/lib/people/actions'
import type { PeopleState } from '@/lib/people/schema'

type Rule = keyof PeopleState['rules']

/** What each rule comes to when it is on. */
const RULES: { rule: Rule; label: string; description: string }[] = [
  {
    rule: 'mayEditorsMakePublic',
    label: 'Editors may open function URLs to the internet',
    description: 'Off, that takes an approver, whatever the change is called: a creation, an undo, a policy.',
  },
  {
    rule: 'mayEditorsDelete',
    label: 'Editors may delete function URLs',
    description: 'Off, that takes an approver. The address of a deleted function URL never comes back.',
  },
  {
    rule: 'isEverythingSeen',
    label: 'Whoever has a role anywhere sees everything',
    description: 'Off, people see what lies in their scope. What they may change is their scope either way.',
  },
]

/** What is decided for everybody and bears on what a role may. */
export function RulesPanel({ people }: { people: People }) {
  const { state, save, isSaving } = people
  const set = (rule: Rule, isOn: boolean) => void save(() => changeRules({ ...state.rules, [rule]: isOn }))
  return (
    <Panel aria-labelledby="rules">
      <PanelHeader title="Rules for everybody" titleId="rules" />
      <PanelBody className="flex flex-col gap-4">
        {RULES.map(({ rule, label, description }) => (
          <div key={rule} className="flex flex-col gap-1">
            <Switch
              checked={state.rules[rule]}
              disabled={state.isReadOnly || isSaving}
              onCheckedChange={(isOn) => set(rule, isOn)}
              label={label}
              aria-describedby={`rule-${rule}`}
            />
            <p id={`rule-${rule}`} className="text-mute text-small">
              {description}
            </p>
          </div>
        ))}
      </PanelBody>
    </Panel>
  )
}
