/** How often a function URL was called, as CloudWatch counted (metric UrlRequestCount). */
export interface Traffic {
  /** Sums of the hour, the day and the 30 days before `readAt`. */
  lastHour: number
  lastDay: number
  last30Days: number
  readAt: string
}
