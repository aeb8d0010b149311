import type { ReactNode } from 'react'
import { Logo } from '@/components/shell/logo'
import { Panel, PanelBody } from '@/components/ui/panel'

/** What stands around the pages for people who are not signed in yet. */
export function EntryFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh w-full max-w-112 flex-col justify-center gap-5 px-4 py-10"
    >
      <div className="flex items-center gap-2 font-semibold">
        <Logo className="size-5.5 text-accent" />
        Function URL Console
      </div>
      <Panel>
        <PanelBody className="flex flex-col gap-5 p-5 sm:p-6">
          <h1 className="font-title text-title tracking-[-0.01em]">{title}</h1>
          {children}
        </PanelBody>
      </Panel>
    </main>
  )
}
