import type { Refusal } from '@/lib/proxy/judge-request'

/** What Next's build writes down of each server action (server-reference-manifest.json): the pages that call it. */
export type ActionManifest = Record<string, { workers: Record<string, unknown> }>

export type JudgeAction = (id: string, pathname: string) => Refusal | undefined

/**
 * Whether a page calls the action that is posted to it. Next would send the call on to a page that does, and
 * answers 200 with `{}` where that fails.
 */
export function judgeActionOf(manifest: ActionManifest): JudgeAction {
  const pages = new Map(
    Object.entries(manifest).map(([id, { workers }]) => [id, Object.keys(workers).map(patternOf)]),
  )
  return (id, pathname) =>
    pages.get(id)?.some((page) => page.test(pathname))
      ? undefined
      : {
          status: 404,
          title: 'Unknown call',
          sentence: 'This page makes no such call: it may be from before an update. Reload it.',
          // As Next says it: the page then tells of the new version and keeps what was typed.
          headers: { 'x-nextjs-action-not-found': '1' },
        }
}

/** `app/(group)/functions/[account]/page` as the addresses that it is at. */
function patternOf(page: string): RegExp {
  const segments = page
    .split('/')
    .slice(1, -1)
    .filter((segment) => !/^(\(.*\)|@.*)$/.test(segment))
  return new RegExp(`^/${segments.map(segmentPattern).join('/')}/?$`)
}

function segmentPattern(segment: string): string {
  if (segment.startsWith('[...')) return '.+'
  return segment.startsWith('[') ? '[^/]+' : segment.replace(/[^\w-]/g, '\\$&')
}
