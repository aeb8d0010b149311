import { rawRequest } from './fixtures/raw-request'
import { expect, test } from './fixtures/test'

/** What browsers and robots ask for by fixed name, without any page telling them to. */
const FIXED_NAMES: [path: string, type: RegExp][] = [
  ['/robots.txt', /^text\/plain/],
  ['/favicon.ico', /^image\/(x-icon|vnd\.microsoft\.icon)$/],
  ['/apple-touch-icon.png', /^image\/png$/],
  ['/icon-192.png', /^image\/png$/],
  ['/icon-512.png', /^image\/png$/],
  ['/icon.svg', /^image\/svg\+xml$/],
  ['/manifest.webmanifest', /^application\/manifest\+json/],
]

for (const [path, type] of FIXED_NAMES)
  test(`${path} is there, with the headers that keep a browser safe`, async ({ server }) => {
    const own = await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })
    expect(own.status).toBe(200)
    expect(own.headers['content-type']).toMatch(type)
    expect(own.headers['content-security-policy']).toContain("manifest-src 'self'")
    expect(own.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(own.headers['x-content-type-options']).toBe('nosniff')
    expect(own.body.length).toBeGreaterThan(0)
    const foreign = await rawRequest(server.port, { path, headers: { Host: 'evil.example' } })
    expect(foreign.status).toBe(403)
  })

test('robots are kept out of everything', async ({ server }) => {
  const { body } = await rawRequest(server.port, {
    path: '/robots.txt',
    headers: { Host: `localhost:${server.port}` },
  })
  expect(body).toMatch(/^User-agent: \*\nDisallow: \/$/m)
})

test('a page links the mark and the manifest, and the browser can read them', async ({ page, context }) => {
  await page.goto('/functions')
  const links = await page
    .locator('head link[rel~="icon"], head link[rel="apple-touch-icon"], head link[rel="manifest"]')
    .evaluateAll((all) => all.map((link) => `${link.getAttribute('rel')} ${link.getAttribute('href')}`))
  expect(links.map((link) => link.replace(/\?.*$/, '')).sort()).toEqual([
    'apple-touch-icon /apple-touch-icon.png',
    'icon /icon.svg',
    'manifest /manifest.webmanifest',
  ])
  // Chromium reads the manifest as it does when somebody installs the page, under the page's own policy.
  const devtools = await context.newCDPSession(page)
  const read: { errors: unknown[]; data?: string } = await devtools.send('Page.getAppManifest')
  expect(read.errors).toEqual([])
  const { icons }: { icons: { src: string; sizes: string }[] } = JSON.parse(read.data ?? '')
  for (const { src, sizes } of icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image()
      image.src = address
      await image.decode()
      return `${image.naturalWidth}x${image.naturalHeight}`
    }, src)
    if (sizes !== 'any') expect(size, src).toBe(sizes)
  }
})
