/** What an attacker or an outage gains, the most first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof SEVERITIES)[number]

/** 0 for the most severe: what the index sorts and compares by. */
export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity)

/** The severity of a rank, the least severe for whatever is none. */
export const severityOfRank = (rank: number): Severity => SEVERITIES[rank] ?? 'low'

/** Up to this rank findings are counted as "high": high and critical. */
export const HIGH_RANK = severityRank('high')
