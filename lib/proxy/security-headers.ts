/**
 * What every answer carries. Scripts run only with this answer's nonce (and what such a script loads), markup
 * cannot become script (Trusted Types; two policies are Next's own, the default one lets its loader fetch the
 * console's own chunks: components/shell/trusted-types.ts), and nobody may frame the console.
 */
export function securityHeaders(nonce: string, isDevelopment: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce, isDevelopment),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not no-referrer: browsers then send "Origin: null" with forms, which the proxy refuses.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
    'X-DNS-Prefetch-Control': 'off',
  }
}

function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const scripts = `'nonce-${nonce}' 'strict-dynamic'`
  return [
    `default-src 'self'`,
    // While developing, React rebuilds the server's call stacks with eval and the bundler writes style elements.
    isDevelopment ? `script-src ${scripts} 'unsafe-eval'` : `script-src ${scripts}`,
    isDevelopment ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `manifest-src 'self'`,
    `connect-src 'self'`,
    `frame-src 'none'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `object-src 'none'`,
    ...(isDevelopment
      ? []
      : [`require-trusted-types-for 'script'`, 'trusted-types nextjs nextjs#bundler default']),
  ].join('; ')
}
