import {
  Activity,
  Bookmark,
  Braces,
  CircleQuestionMark,
  Earth,
  FileText,
  Globe,
  Keyboard,
  Link2,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  Send,
  Settings2,
  ShieldCheck,
  SquareFunction,
  Sun,
  Trash2,
} from 'lucide-react'
import { viewPath } from '@/components/inventory/inventory-view'
import type { NavigationItem } from '@/components/shell/main-navigation'
import { setTheme } from '@/components/shell/theme'
import {
  ACCOUNTS_PATH,
  createPath,
  FAILURES_PATH,
  functionPath,
  functionUrlPath,
  HOME_PATH,
} from '@/lib/identity/paths'
import type { FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { printQuery } from '@/lib/inventory/query'
import type { FoundInIndex } from '@/lib/inventory/schema'
import { urlOfPath } from '@/lib/palette/url-of-path'
import type { SavedView } from '@/lib/saved-views/queries'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

/** Something that can be chosen: a page to go to, or something to do. */
export interface PaletteEntry {
  id: string
  label: string
  detail?: string
  /** Other words that people look for it by. */
  words?: string
  icon: LucideIcon
  href?: string
  run?: () => void
}

export interface PaletteGroup {
  title: string
  entries: PaletteEntry[]
}

interface Here {
  pathname: string
  navigation: readonly NavigationItem[]
  views: readonly SavedView[]
  onDiagnose: (text?: string) => void
  onShortcuts: () => void
}

/** The entries that need nothing from the server, narrowed to what has every word. */
export function ownGroups(text: string, here: Here): PaletteGroup[] {
  return narrowedTo(text, [ofThisUrl(here.pathname), savedViews(here), pages(here), actions(here)])
}

/** The entries that have every word of a text, in the groups that then have any. */
export function narrowedTo(text: string, groups: readonly PaletteGroup[]): PaletteGroup[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean)
  const isMeant = ({ label, detail = '', words: more = '' }: PaletteEntry) => {
    const own = `${label} ${detail} ${more}`.toLowerCase()
    return words.every((word) => own.includes(word))
  }
  return groups
    .map(({ title, entries }) => ({ title, entries: entries.filter(isMeant) }))
    .filter(({ entries }) => entries.length > 0)
}

function ofThisUrl(pathname: string): PaletteGroup {
  const identity = urlOfPath(pathname)
  const title = identity ? `${identity.functionName} · ${identity.qualifier}` : ''
  return { title, entries: identity ? entriesOfUrl(identity) : [] }
}

function entriesOfUrl(identity: FunctionUrlIdentity): PaletteEntry[] {
  const entry = (label: string, icon: LucideIcon, href: string, words?: string): PaletteEntry => ({
    id: `this ${label}`,
    label,
    icon,
    href,
    words,
  })
  return [
    entry('Overview', Globe, functionUrlPath(identity)),
    entry('Edit CORS', Earth, functionUrlPath(identity, 'cors'), 'origin preflight simulator'),
    entry('Access and permissions', ShieldCheck, functionUrlPath(identity, 'access'), 'policy statement 403'),
    entry(
      'Edit auth type and invoke mode',
      Settings2,
      functionUrlPath(identity, 'edit'),
      'settings NONE AWS_IAM',
    ),
    entry('Try it', Send, functionUrlPath(identity, 'try'), 'request curl'),
    entry('Code', Braces, functionUrlPath(identity, 'code'), 'terraform cloudformation sam cdk cli'),
    entry('Activity of this URL', Activity, functionUrlPath(identity, 'activity'), 'who changed history'),
    entry('Delete this URL…', Trash2, `${functionUrlPath(identity)}?panel=delete`, 'remove'),
  ]
}

function pages({ navigation }: Here): PaletteGroup {
  const listed = navigation.map(({ label, href }) => ({ id: `page ${href}`, label, href, icon: FileText }))
  const failures = {
    id: 'page failures',
    label: 'When something fails',
    words: 'errors help',
    href: FAILURES_PATH,
    icon: FileText,
  }
  const accounts = {
    id: 'page accounts',
    label: 'Accounts',
    words: 'settings role arn external id assume',
    href: ACCOUNTS_PATH,
    icon: FileText,
  }
  return { title: 'Pages', entries: [...listed, accounts, failures] }
}

function savedViews({ views }: Here): PaletteGroup {
  const entries = views.map(({ id, name, view }) => ({
    id: `view ${id}`,
    label: visibleText(name),
    detail: visibleText(view.q),
    icon: Bookmark,
    href: viewPath(view),
  }))
  return { title: 'Saved views', entries }
}

function actions({ onDiagnose, onShortcuts }: Here): PaletteGroup {
  const entries: PaletteEntry[] = [
    { id: 'create', label: 'Create function URL', words: 'new add', icon: Plus, href: createPath() },
    {
      id: 'public',
      label: 'Show every public function URL',
      words: 'open internet world',
      icon: Earth,
      href: `${HOME_PATH}?${new URLSearchParams({ q: 'is:public' })}`,
    },
    {
      id: 'diagnose',
      label: 'What went wrong?',
      words: 'error cors 403 paste help',
      icon: CircleQuestionMark,
      run: () => onDiagnose(),
    },
    { id: 'keys', label: 'Keyboard shortcuts', icon: Keyboard, run: onShortcuts },
    { id: 'light', label: 'Theme: light', icon: Sun, run: () => setTheme('light') },
    { id: 'dark', label: 'Theme: dark', icon: Moon, run: () => setTheme('dark') },
    { id: 'system', label: 'Theme: as the system', icon: Monitor, run: () => setTheme('system') },
  ]
  return { title: 'Actions', entries }
}

/** The door for what is no name of anything: an error that somebody holds in their hand. */
export function pastedGroup(text: string, onDiagnose: (text: string) => void): PaletteGroup {
  const entry = {
    id: 'pasted',
    label: 'Read it in What went wrong?',
    icon: CircleQuestionMark,
    run: () => onDiagnose(text),
  }
  return { title: 'Pasted text', entries: [entry] }
}

/** What the index has, as entries; `place` writes an account and region. */
export function foundGroups(found: FoundInIndex, place: (target: Target) => string): PaletteGroup[] {
  const urls = found.urls.map((url) => ({
    id: `url ${functionUrlPath(url)}`,
    label: `${url.functionName} · ${url.qualifier}`,
    detail: `${url.protectedFor === undefined ? '' : 'Protected · '}${place(url)} · ${url.FunctionUrl}`,
    icon: url.protectedFor === undefined ? Globe : ShieldCheck,
    href: functionUrlPath(url),
  }))
  const functions = found.functions.map((each) => ({
    id: `function ${functionPath(each)}`,
    label: each.functionName,
    detail: place(each),
    icon: SquareFunction,
    href: functionPath(each),
  }))
  const origins = found.origins.map(({ origin, urls: count }) => ({
    id: `origin ${origin}`,
    label: visibleText(origin),
    detail: `Allowed by ${counted(count, 'function URL')}`,
    icon: Link2,
    href: `${HOME_PATH}?${new URLSearchParams({ q: queryOfOrigin(origin) })}`,
  }))
  return [
    { title: 'Function URLs', entries: urls },
    { title: 'Functions', entries: functions },
    { title: 'Origins', entries: origins },
  ].filter(({ entries }) => entries.length > 0)
}

/** A star alone would be any text in a query. */
const queryOfOrigin = (origin: string) =>
  printQuery([
    origin === '*'
      ? { field: 'cors', value: 'any-origin', isNegated: false }
      : { field: 'origin', value: origin, isNegated: false },
  ])
