/**
 * The last day of support of runtimes, in UTC (Lambda developer guide, "Lambda runtimes" and "Deprecated runtimes").
 * Only those whose date has come and is told alike everywhere: a runtime that is not here is not judged.
 */
const END_OF_SUPPORT: Readonly<Record<string, string>> = {
  'provided.al2': '2026-07-31',
  'nodejs20.x': '2026-04-30',
  'ruby3.2': '2026-03-31',
  'python3.9': '2025-12-15',
  'nodejs18.x': '2025-09-01',
  'python3.8': '2024-10-14',
  dotnet6: '2024-12-20',
  'nodejs16.x': '2024-06-12',
  dotnet7: '2024-05-14',
  java8: '2024-01-08',
  'go1.x': '2024-01-08',
  provided: '2024-01-08',
  'ruby2.7': '2023-12-07',
  'nodejs14.x': '2023-12-04',
  'python3.7': '2023-12-04',
  'dotnetcore3.1': '2023-04-03',
  'nodejs12.x': '2023-03-31',
  'python3.6': '2022-07-18',
  'dotnet5.0': '2022-05-10',
  'dotnetcore2.1': '2022-01-05',
  'nodejs10.x': '2021-07-30',
  'ruby2.5': '2021-07-30',
  'python2.7': '2021-07-15',
  'nodejs8.10': '2020-03-06',
}

/** `2026-04-30`, or undefined for a runtime of which no end is known. */
export const endOfSupport = (runtime: string): string | undefined => END_OF_SUPPORT[runtime]
