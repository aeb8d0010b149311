'use client'

import { useQuery } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { viewPath } from '@/components/inventory/inventory-view'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Menu } from '@/components/ui/menu'
import type { InventoryView } from '@/lib/inventory/queries'
import { savedViewsQuery } from '@/lib/saved-views/queries'

const SaveViewDialog = dynamic(() =>
  import('@/components/inventory/save-view-dialog').then((late) => late.SaveViewDialog),
)
const ManageViewsDialog = dynamic(() =>
  import('@/components/inventory/manage-views-dialog').then((late) => late.ManageViewsDialog),
)

/** Views that somebody has named, for everybody; each is a link. */
export function ViewsMenu({ view }: { view: InventoryView }) {
  const { data: views = [], error } = useQuery(savedViewsQuery())
  const whyNot = useWhyNot('view:keep')
  const [dialog, setDialog] = useState<'save' | 'manage'>()
  const here = viewPath(view)
  const current = views.find((each) => viewPath(each.view) === here)
  const links = views.map((each) => ({
    label: each.name,
    href: viewPath(each.view),
    isCurrent: each === current,
  }))
  const close = () => setDialog(undefined)
  return (
    <>
      <Menu
        label="Saved views"
        className="max-w-48"
        items={[
          ...links.map(({ label, href, isCurrent }) => ({
            label: isCurrent ? `${label} (shown now)` : label,
            href,
          })),
          {
            label: 'Save this view …',
            separated: links.length > 0,
            disabledReason: whyNot ?? (current ? `It is saved as “${current.name}”.` : undefined),
            onSelect: () => setDialog('save'),
          },
          {
            label: 'Rename or delete …',
            disabledReason:
              whyNot ??
              (error
                ? 'The saved views could not be read.'
                : views.length === 0
                  ? 'There is no saved view yet.'
                  : undefined),
            onSelect: () => setDialog('manage'),
          },
        ]}
      >
        <Bookmark aria-hidden size={14} className="shrink-0" />
        <span className="truncate">{current?.name ?? 'Views'}</span>
      </Menu>
      {dialog === 'save' && <SaveViewDialog view={view} views={views} onClose={close} />}
      {dialog === 'manage' && <ManageViewsDialog views={views} onClose={close} />}
    </>
  )
}
