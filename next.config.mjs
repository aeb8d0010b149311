/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'standalone',
  // Without it a lock file in a parent folder would move server.js inside .next/standalone.
  outputFileTracingRoot: import.meta.dirname,
  reactCompiler: true,
  typedRoutes: true,
  poweredByHeader: false,
  // Next would redirect before proxy.ts has looked at the request; proxy.ts does it itself.
  skipTrailingSlashRedirect: true,
  experimental: {
    // Log lines name the verb by its function's name, and stack traces stay readable.
    serverMinification: false,
    // Fewer, larger chunks: a page and the usual ways on from it need fewer requests and fewer bytes. In bytes of
    // source; above this the pages load each other's code.
    turbopackChunking: { minChunkSize: 100_000 },
  },
  // No image optimiser: the product shows no photographs, and every endpoint less is one less to guard.
  images: { unoptimized: true },
  // Next would ship the optimiser's library all the same, some 20 MB.
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  serverExternalPackages: [
    '@aws-sdk/client-cloudwatch',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-sts',
    '@aws-sdk/credential-providers',
    'libsql',
    'pg',
  ],
}

export default nextConfig
