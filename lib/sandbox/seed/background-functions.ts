import type { FunctionPlan } from '@/lib/sandbox/seed/function-plan'

/** Name and description of functions that have no URL: most functions of a company. */
const BACKGROUND: readonly (readonly [name: string, description: string])[] = [
  ['account-closer', 'Erases closed accounts after the legal delay'],
  ['address-cleanup', 'Normalises addresses in batches'],
  ['batch-label-merge', 'Merges labels into one PDF'],
  ['billing-close-month', 'Closes the books on the first of the month'],
  ['billing-dunning', 'Reminders of open invoices'],
  ['carrier-invoice-import', 'Reads carriers’ invoices from the mailbox'],
  ['claim-triage', 'Sorts damage claims by kind'],
  ['cloudtrail-digest', 'Daily digest for the security team'],
  ['cost-report', 'Cost by team and service'],
  ['customer-export', 'Data export on request'],
  ['db-snapshot-prune', 'Deletes old snapshots'],
  ['delivery-eta-train', 'Retrains the arrival estimate'],
  ['delivery-window-planner', 'Plans tomorrow’s delivery windows'],
  ['depot-heartbeat', 'Alerts when a depot is silent'],
  ['dlq-drain', 'Moves dead letters back once they are fixed'],
  ['driver-roster-sync', 'Roster from the planning system'],
  ['email-bounce-handler', 'Marks addresses that bounce'],
  ['email-sender', 'Transactional mail'],
  ['exchange-rates', 'Daily rates'],
  ['fraud-score', 'Scores orders before they are paid'],
  ['geocode-batch', 'Coordinates for new addresses'],
  ['holiday-calendar', 'Public holidays by country'],
  ['index-parcels', 'Keeps the search index up to date'],
  ['inventory-snapshot', 'Stock of packaging by depot'],
  ['kpi-aggregator', 'Hourly figures for the wall screens'],
  ['log-shipper', 'Logs to the archive account'],
  ['lost-parcel-finder', 'Guesses where a lost parcel is'],
  ['mail-template-render', 'Renders mail templates'],
  ['manifest-builder', 'Manifests for line haul'],
  ['metrics-bridge', 'Metrics to the data lake'],
  ['order-archiver', 'Moves old orders to cold storage'],
  ['packaging-advice', 'Suggests a box size'],
  ['payment-reconcile', 'Matches payments and orders'],
  ['photo-blur', 'Blurs faces on delivery photos'],
  ['postcode-import', 'Quarterly postcode data'],
  ['push-notifier', 'Push messages of the app'],
  ['queue-autoscale', 'Scales consumers by queue length'],
  ['refund-worker', 'Pays refunds'],
  ['report-mailer', 'Weekly reports'],
  ['route-optimizer', 'Order of stops for each van'],
  ['s3-av-scan', 'Scans uploads'],
  ['secret-rotation', 'Rotates database passwords'],
  ['sla-watch', 'Warns before a promise is broken'],
  ['sms-sender', 'Text messages'],
  ['surcharge-calc', 'Fuel surcharge of the week'],
  ['tax-rates', 'VAT rates by country'],
  ['telemetry-ingest', 'Van telemetry'],
  ['ticket-router', 'Support tickets to teams'],
  ['user-sync', 'Staff directory to the access system'],
  ['weather-alerts', 'Storm warnings for route planning'],
]

// All runtimes of the company, the common ones more often.
const RUNTIMES = [
  'nodejs22.x',
  'python3.12',
  'nodejs20.x',
  'python3.13',
  'java21',
  'nodejs22.x',
  'dotnet8',
  'ruby3.3',
]

/** The first `count` functions without a URL, from `skip` on. */
export function backgroundFunctions(count: number, skip = 0): FunctionPlan[] {
  return BACKGROUND.slice(skip, skip + count).map(([name, description], index) => ({
    name,
    description,
    runtime: RUNTIMES[(index + skip) % RUNTIMES.length],
    versions: index % 3,
    aliases: index % 6 === 5 ? [{ name: 'live' }] : [],
    reservedConcurrency: index % 11 === 10 ? 5 : undefined,
  }))
}
