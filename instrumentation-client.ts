import { stayOnPage } from '@/components/shell/stay-on-page'
import { allowOwnScripts } from '@/components/shell/trusted-types'

// Next runs this file in the browser before anything else of ours.
allowOwnScripts()
stayOnPage()

// zod writes faster validators with `new Function` where it may. The CSP forbids that and would report each attempt.
// Its settings live on the global object, so that pages without a form need not load zod to say so.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
