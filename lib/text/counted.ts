const numberFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

/** The one way to write a number: `148,220`, at most two decimals; the unit stands beside it. */
export function formatNumber(value: number): string {
  return numberFormat.format(value)
}

/** A count with its noun: `1 change`, `1,240 changes`; give `many` where adding an s is wrong. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}
