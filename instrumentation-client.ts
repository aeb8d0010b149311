import { allowOwnScripts } from '@/components/shell/trusted-types'

// Next runs this file in the browser before anything else of ours.
allowOwnScripts()
