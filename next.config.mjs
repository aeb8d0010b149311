/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'standalone',
  // Without it a lock file in a parent folder would move server.js inside .next/standalone.
  outputFileTracingRoot: import.meta.dirname,
  reactCompiler: true,
  typedRoutes: true,
  poweredByHeader: false,
  // Log lines name the verb by its function's name, and stack traces stay readable.
  experimental: { serverMinification: false },
  // No image optimiser: the product shows no photographs, and every endpoint less is one less to guard.
  images: { unoptimized: true },
  serverExternalPackages: [
    '@aws-sdk/client-cloudwatch',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-sts',
    '@aws-sdk/credential-providers',
    'libsql',
  ],
}

export default nextConfig
