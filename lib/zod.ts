import { z } from 'zod'

// zod writes faster validators with `new Function` where it may; the console's CSP forbids that and would report
// each attempt. Set here, so that pages without a schema do not load zod at all.
z.config({ jitless: true })

export { z }
