'use client'

import { createContext, type ReactNode, use } from 'react'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import type { Controlled, May } from '@/lib/auth/may'
import type { Resource } from '@/lib/auth/resource'
import { isInScope } from '@/lib/auth/scope'

const MayContext = createContext<Partial<Record<Controlled, May>>>({})

/** Says to everything on the page what the person may, from the first paint on. */
export function MayProvider(props: { may: Partial<Record<Controlled, May>>; children: ReactNode }) {
  return <MayContext value={props.may}>{props.children}</MayContext>
}

/**
 * Why the person cannot do this, here or (without a resource) anywhere, for controls that then say so; undefined where
 * they can. The server judges in any case.
 */
export function useWhyNot(operation: Controlled, resource?: Resource): string | undefined {
  const may = use(MayContext)[operation]
  const readOnly = useReadOnlyReason()
  if (may && !reaches(may, resource)) return refusal(may, resource)
  return may?.isWrite === false ? undefined : readOnly
}

/** Whether they may at all: for what is not even shown to others. */
export const useMay = (operation: Controlled): boolean => {
  const may = use(MayContext)[operation]
  return !may || reaches(may)
}

const TAGS_UNKNOWN = new Map()

function reaches({ where }: May, resource?: Resource): boolean {
  if (where === 'everything') return true
  return resource ? isInScope(where, resource, TAGS_UNKNOWN) : where.length > 0
}

const ROLE_NAMES = {
  viewer: 'a viewer',
  editor: 'an editor',
  approver: 'an approver',
  admin: 'an administrator',
}

function refusal({ least, where }: May, resource?: Resource): string {
  const whose = least === 'admin' && !resource ? ' of everything' : ''
  const here = where.length > 0 ? ' here' : ''
  return `Your role does not let you do this: it takes ${ROLE_NAMES[least]}${whose}${here}.`
}
