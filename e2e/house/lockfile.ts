/** One entry of package-lock.json's `packages`. */
interface LockedPackage {
  resolved?: string
  optionalDependencies?: Record<string, string>
}

export interface Lockfile {
  packages: Record<string, LockedPackage>
}

export interface PackageManifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/**
 * Optional packages (the binaries of other platforms) that a locked package names and the lock file lacks:
 * npm leaves them out silently when a registry does not carry them, and `npm ci` then fails on those platforms.
 */
export function missingOptionalPackages({ packages }: Lockfile): string[] {
  const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !names.has(name))
      .map(([name, range]) => `${path} wants ${name}@${range}`),
  )
}

/** Packages whose lock entry names a server: a lock file works with everybody's registry. */
export function resolvedPackages({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, { resolved }]) =>
    resolved ? [`${path} from ${resolved}`] : [],
  )
}

/** Direct dependencies that are not pinned to one version. */
export function looseDependencies({ dependencies, devDependencies }: PackageManifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}@${version}`)
}
