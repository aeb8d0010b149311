import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { FRANKFURT } from '@/lib/sandbox/seed/company'

const SCRIPT = path.join(import.meta.dirname, 'sweep-with-boto3.py')
const WIDTHS = [1, 10]

/** A Python that has a boto3 with function URLs; BOTO3_PYTHON names one. */
function findPython(): string | undefined {
  const test = 'import boto3; boto3.client("lambda", region_name="eu-central-1").list_function_url_configs'
  return [process.env.BOTO3_PYTHON, 'python3', 'python'].find(
    (program) => program && spawnSync(program, ['-c', test], { cwd: '/' }).status === 0,
  )
}

/** The same work by boto3 as it comes, by one thread and by ten; none where no Python has it. */
export function botoSweeps(endpoint: string, key: { accessKeyId: string; secretAccessKey: string }) {
  const python = findPython()
  if (!python) return []
  const variables = {
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_DEFAULT_REGION: FRANKFURT, AWS_EC2_METADATA_DISABLED: 'true' },
    ...{ AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey },
  }
  return WIDTHS.map((width) => ({
    name: width === 1 ? 'boto3, one after the other' : `boto3, ${width} threads`,
    run: () => sweepWith(python, width, variables),
  }))
}

function sweepWith(python: string, width: number, variables: Record<string, string>) {
  const child = spawn(python, [SCRIPT, String(width)], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...variables } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let written = ''
  child.stdout.on('data', (data: Buffer) => {
    written += data
  })
  return new Promise<{ urls: number; lost: number }>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code !== 0) return reject(new Error(`boto3 ended with ${code}.`))
      resolve(JSON.parse(written) as { urls: number; lost: number })
    })
  })
}
