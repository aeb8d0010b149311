import type { Cors } from '@/lib/cors/value/schema'

interface UrlSettings {
  AuthType?: string
  InvokeMode?: string
  Cors?: Cors
}

/** "NONE · BUFFERED · with CORS settings": the settings that a call sends. */
export function settingsText({ AuthType, InvokeMode, Cors }: UrlSettings): string {
  const cors = Cors && (Object.keys(Cors).length > 0 ? 'with CORS settings' : 'clears CORS')
  return [AuthType, InvokeMode, cors].filter(Boolean).join(' · ')
}
