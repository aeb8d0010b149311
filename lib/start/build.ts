import { ensureBuild } from './ensure-build'
import { requireNode } from './node-version'
import { runProgram } from './program-error'

await runProgram(async () => {
  requireNode()
  await ensureBuild()
  console.log('The console is built: npm run demo, or npm start on your own AWS credentials.')
  return 0
})
