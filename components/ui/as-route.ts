import type { Route } from 'next'

/**
 * The one place where an address made by a function (`functionUrlPath`) is taken as a route;
 * literal addresses keep Next's check where they are written with `Link` itself.
 */
export function asRoute(href: string): Route {
  return href as Route
}
