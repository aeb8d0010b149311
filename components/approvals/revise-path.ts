import type { RequestProgress } from '@/lib/approvals/schema'
import { draftToLink } from '@/lib/cors/value/draft-link'
import { writeDraft } from '@/lib/draft/draft-store'
import { identityKey } from '@/lib/identity/names'
import { changePath, createPath, functionUrlPath } from '@/lib/identity/paths'

/** As `edit-form.tsx` keeps its draft. */
const EDIT_DRAFT_VERSION = 1

/** The form that a request came from. What was typed there is a draft of this tab, unless it was typed elsewhere. */
function formPath({ seen }: RequestProgress): URL {
  const { request } = seen
  const { identity } = request
  const at = (path: string, query: Record<string, string> = {}) => {
    const url = new URL(path, 'http://console')
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }
  switch (request.kind) {
    case 'create':
      return at(createPath({ ...identity, recreates: request.recreates }))
    case 'delete':
      return at(functionUrlPath(identity), { panel: 'delete' })
    case 'update': {
      const draft = request.Cors && draftToLink(request.Cors)
      return draft ? at(functionUrlPath(identity, 'cors'), { draft }) : at(functionUrlPath(identity, 'edit'))
    }
    case 'grant':
    case 'revoke':
    case 'put-policy':
      return at(functionUrlPath(identity, 'access'))
    case 'finish':
    case 'undo':
      return at(changePath(request.changeId))
    default:
      return at(functionUrlPath(identity))
  }
}

/** Where a request is revised: its form, which then sends it again instead of sending another one. */
export function revisePath(request: RequestProgress): string {
  const url = formPath(request)
  url.searchParams.set('revises', `${request.requestId}.${request.revision}`)
  return `${url.pathname}${url.search}`
}

/** Puts what was asked for back into the form of auth type and invoke mode, for a tab in which it was not typed. */
export function takeUpDraft({ seen }: RequestProgress, keptKey: (key: string) => string): void {
  const { request, before } = seen
  if (request.kind !== 'update' || request.Cors !== undefined || !before.config) return
  const { AuthType, InvokeMode } = before.config
  const base = { AuthType, InvokeMode, followsWithStatements: true }
  const values = {
    AuthType: request.AuthType ?? AuthType,
    InvokeMode: request.InvokeMode ?? InvokeMode,
    followsWithStatements: request.statements === 'follow',
  }
  const key = keptKey(`edit/${identityKey(request.identity)}`)
  writeDraft(key, { schemaVersion: EDIT_DRAFT_VERSION, values, base })
}
