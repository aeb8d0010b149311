const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Android/, 'Android'],
  [/Linux|X11/, 'Linux'],
]

const nameOf = (agent: string, table: [RegExp, string][]) => table.find(([sign]) => sign.test(agent))?.[1]

/** `Chrome on Linux`, as far as what a browser calls itself tells. */
export function browserName(agent: string): string {
  const browser = nameOf(agent, BROWSERS) ?? 'Another browser'
  const system = nameOf(agent, SYSTEMS)
  return system ? `${browser} on ${system}` : browser
}
