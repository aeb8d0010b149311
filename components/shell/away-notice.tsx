'use client'

import { useEffect, useEffectEvent } from 'react'
import { AWAY_EVENT } from '@/components/shell/stay-on-page'
import { useToast } from '@/components/ui/toast'

/** Says why a link does not open while the console does not answer. Stands once, in the layout. */
export function AwayNotice() {
  const toast = useToast()
  const tell = useEffectEvent(() =>
    toast.show({
      tone: 'bad',
      title: 'The console does not respond',
      description:
        'You are offline, or the console was stopped. This page stays as it is; the link opens when the console is there again.',
    }),
  )
  useEffect(() => {
    const listen = () => tell()
    window.addEventListener(AWAY_EVENT, listen)
    return () => window.removeEventListener(AWAY_EVENT, listen)
  }, [])
  return null
}
