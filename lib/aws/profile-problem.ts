import 'server-only'
import { readFileSync } from 'node:fs'
import type { Environment } from '@/lib/env'

/**
 * Why the chosen AWS profile cannot be used, or `undefined`: it does not exist, which the SDK tells as “no credentials”
 * much later, or it would send requests elsewhere than the console says
 * (AWS SDKs and tools reference guide, "Service-specific endpoints").
 */
export function profileProblem({
  name,
  configFile,
  credentialsFile,
}: Environment['profiles']): string | undefined {
  const config = sectionsOf(fileText(configFile))
  const credentials = sectionsOf(fileText(credentialsFile))
  const profile = [
    ...(config.get(`profile ${name}`) ?? []),
    ...(config.get(name) ?? []),
    ...(credentials.get(name) ?? []),
  ]
  const isThere = [config.has(`profile ${name}`), config.has(name), credentials.has(name)].includes(true)
  // The profile “default” need not exist: credentials may come from elsewhere.
  if (!isThere && name !== 'default')
    return `There is no AWS profile “${name}” in ${configFile} or ${credentialsFile}: set AWS_PROFILE to one that is there, or unset it.`
  const services = profile.find(({ key }) => key === 'services')?.value
  const settings = services ? [...profile, ...(config.get(`services ${services}`) ?? [])] : profile
  const found = settings.find(
    ({ key }) => key === 'endpoint_url' || key === 'ignore_configured_endpoint_urls',
  )
  if (!found) return undefined
  return `The AWS profile “${name}” sets ${found.key}, but the console takes its endpoint only from AWS_ENDPOINT_URL: remove it or choose another AWS_PROFILE.`
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

interface Setting {
  key: string
  value: string
}

/** The settings of each section, nested ones included. */
function sectionsOf(text: string): Map<string, Setting[]> {
  const sections = new Map<string, Setting[]>()
  let current: Setting[] = []
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]+)\]/.exec(line)?.[1]
    if (heading !== undefined) {
      const name = heading.trim().replace(/\s+/g, ' ').replace(/["']/g, '')
      current = sections.get(name) ?? []
      sections.set(name, current)
    }
    const [, key, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (key !== undefined && value !== undefined) current.push({ key: key.toLowerCase(), value })
  }
  return sections
}
