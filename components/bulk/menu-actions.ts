import type { DerivedAction } from '@/lib/bulk/schema'

/** One entry of the menu of what can be done to a selection. */
export interface MenuAction {
  kind: DerivedAction['kind']
  label: string
  /** Of the dialog that asks for what it needs, and leads to the review. */
  title: string
  /** A line above it sets it apart. */
  isSeparated?: boolean
}

export const MENU_ACTIONS: MenuAction[] = [
  { kind: 'auth-type', label: 'Auth type…', title: 'Set the auth type' },
  { kind: 'invoke-mode', label: 'Invoke mode…', title: 'Set the invoke mode' },
  { kind: 'cors', label: 'All CORS settings…', title: 'Set the CORS settings', isSeparated: true },
  { kind: 'add-origin', label: 'Allow an origin…', title: 'Allow an origin' },
  { kind: 'remove-origin', label: 'Stop allowing an origin…', title: 'Stop allowing an origin' },
  {
    kind: 'add-missing-permissions',
    label: 'Add missing permissions',
    title: 'Add missing permissions',
    isSeparated: true,
  },
  {
    kind: 'remove-public-statements',
    label: 'Remove public statements',
    title: 'Remove public statements',
  },
  { kind: 'stop-calls', label: 'Stop all calls', title: 'Stop all calls', isSeparated: true },
  { kind: 'let-calls-in', label: 'Let calls in again…', title: 'Let calls in again' },
]
