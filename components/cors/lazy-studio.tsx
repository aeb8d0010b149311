'use client'

import dynamic from 'next/dynamic'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'

/** The simulator comes after the editor, which can be used meanwhile. */
export const SimulatorColumn = dynamic(
  async () => (await import('@/components/cors/simulator-column')).SimulatorColumn,
  {
    ssr: false,
    loading: () => (
      <Panel aria-label="What a browser would do" className="min-h-150">
        <PanelHeader title="What a browser would do" />
        <PanelBody>
          <SkeletonLines lines={9} label="Loading the simulator" />
        </PanelBody>
      </Panel>
    ),
  },
)

/** The JSON view, loaded when it is chosen. */
export const CorsJsonField = dynamic(
  async () => (await import('@/components/cors/cors-json-field')).CorsJsonField,
  { ssr: false, loading: () => <SkeletonLines lines={9} label="Loading the JSON view" /> },
)

/** The simulator of a function URL that is being created, loaded when it is opened. */
export const NewUrlSimulator = dynamic(
  async () => (await import('@/components/cors/new-url-simulator')).NewUrlSimulator,
  { ssr: false, loading: () => <SkeletonLines lines={9} label="Loading the simulator" /> },
)

/** The same as below for a function URL that is being created. */
export const PasteIntoNewDialog = dynamic(
  async () => (await import('@/components/cors/paste-error-dialog')).PasteIntoNewDialog,
  { ssr: false },
)

/** What reads a pasted message, loaded when it is opened. */
export const PasteErrorDialog = dynamic(
  async () => (await import('@/components/cors/paste-error-dialog')).PasteErrorDialog,
  { ssr: false },
)
