import { PROJECT_ROOT } from './project-root'
import { thirdPartyNotices } from './third-party-notices'

/** `npm run notices`: the licences of what is shipped; a build has the same beside its server. */
process.stdout.write(thirdPartyNotices(PROJECT_ROOT))
