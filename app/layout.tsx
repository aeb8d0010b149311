import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { THEME_SCRIPT } from '@/components/shell/theme-script'
import { ServerNowProvider } from '@/components/ui/server-now'
import { inter, jetBrainsMono } from './fonts'
import './globals.css'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { default: 'Function URL Console', template: '%s · Function URL Console' },
  description: 'See, understand and safely change every AWS Lambda function URL your organisation runs.',
  robots: { index: false, follow: false },
  // What browsers ask for by fixed name lies in public/; the mark itself is app/icon.svg.
  manifest: '/manifest.webmanifest',
  // Next leaves out the icon beside this file where any other is named.
  icons: {
    icon: { url: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    apple: { url: '/apple-touch-icon.png', sizes: '180x180', type: 'image/png' },
  },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1a1a1c' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    // The theme script sets data-theme before React arrives.
    <html lang="en" className={`${inter.variable} ${jetBrainsMono.variable}`} suppressHydrationWarning>
      <head>
        <script nonce={nonce} suppressHydrationWarning>
          {THEME_SCRIPT}
        </script>
      </head>
      <body>
        <ServerNowProvider now={Date.now()}>
          <Providers>{children}</Providers>
        </ServerNowProvider>
      </body>
    </html>
  )
}
