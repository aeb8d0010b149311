import type { FunctionPlan } from '@/lib/sandbox/seed/function-plan'
import { EVERYONE } from '@/lib/sandbox/seed/grants'

const SHOP = 'https://shop.kestrel-parcel.example'
const WWW = 'https://www.kestrel-parcel.example'

// Shops that embed the widget: a list as long as real ones get.
const EMBEDDING_SHOPS = Array.from(
  { length: 40 },
  (_, i) =>
    `https://${['garden', 'books', 'tea', 'bikes', 'lamps'][i % 5]}-${String(i + 1).padStart(2, '0')}.merchant.example`,
)

/** Functions of production whose URLs everybody can call, with good and bad CORS. */
export const PRODUCTION_OPEN_URLS: readonly FunctionPlan[] = [
  {
    name: 'checkout-api',
    description: 'Basket, delivery options and payment for the label shop',
    runtime: 'nodejs22.x',
    versions: 15,
    reservedConcurrency: 80,
    aliases: [
      { name: 'live', functionVersion: '14', description: 'What customers use' },
      {
        name: 'canary',
        functionVersion: '14',
        routing: { '15': 0.1 },
        description: 'One call in ten on the next version',
      },
    ],
    urls: [
      {
        qualifier: 'live',
        authType: 'NONE',
        cors: {
          AllowOrigins: [SHOP, WWW],
          AllowMethods: ['GET', 'POST', 'DELETE'],
          AllowHeaders: ['content-type', 'authorization', 'x-basket-id'],
          ExposeHeaders: ['x-request-id'],
          AllowCredentials: true,
          MaxAge: 600,
        },
        traffic: { perHour: 2400, share4xx: 0.012, share5xx: 0.0008, typicalLatency: 85 },
      },
      { qualifier: 'canary', authType: 'NONE', traffic: { perHour: 12, share4xx: 0.02 } },
    ],
    policies: { live: EVERYONE, canary: EVERYONE },
  },
  {
    name: 'webhook-stripe',
    description: 'Payment events; checks the signature header itself',
    runtime: 'nodejs22.x',
    versions: 6,
    urls: [{ authType: 'NONE', traffic: { perHour: 310, share4xx: 0.03, typicalLatency: 60 } }],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'webhook-carrier-events',
    description: 'Scan events pushed by partner carriers',
    runtime: 'python3.13',
    urls: [
      {
        authType: 'NONE',
        invokeMode: 'BUFFERED',
        traffic: { perHour: 5200, share4xx: 0.001, typicalLatency: 22 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'image-resize',
    description: 'Thumbnails of proof-of-delivery photos',
    runtime: 'provided.al2023',
    reservedConcurrency: 120,
    urls: [
      {
        authType: 'NONE',
        invokeMode: 'BUFFERED',
        cors: { AllowOrigins: ['*'], AllowMethods: ['GET', 'HEAD'], MaxAge: 86_400 },
        traffic: { perHour: 9100, share4xx: 0.02, share5xx: 0.002, typicalLatency: 140 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'parcel-tracking',
    description: 'Where is my parcel: the public tracking page asks here',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: ['*'],
          AllowMethods: ['*'],
          AllowHeaders: ['*'],
          AllowCredentials: true,
          MaxAge: 3600,
        },
        traffic: { perHour: 7600, share4xx: 0.05, typicalLatency: 48 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'address-autocomplete',
    description: 'Suggests streets while somebody types',
    runtime: 'nodejs20.x',
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: [
            'http://shop.kestrel-parcel.example',
            SHOP,
            'http://kiosk.kestrel-parcel.example:8080',
          ],
          AllowMethods: ['GET'],
          AllowHeaders: ['content-type'],
          MaxAge: 300,
        },
        traffic: { perHour: 4100, share4xx: 0.004, typicalLatency: 18 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'price-quote',
    description: 'Price of a label before sign-in',
    runtime: 'python3.12',
    versions: 3,
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: [SHOP, 'http://localhost:3000', 'http://localhost:5173', 'http://127.0.0.1:8080'],
          AllowMethods: ['POST'],
          AllowHeaders: ['content-type', 'authorization'],
          AllowCredentials: true,
        },
        traffic: { perHour: 640, share4xx: 0.01, typicalLatency: 33 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'status-page-feed',
    description: 'Live incident feed, streamed',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'NONE',
        invokeMode: 'RESPONSE_STREAM',
        cors: { AllowOrigins: ['https://status.kestrel-parcel.example'], AllowMethods: ['GET'], MaxAge: 60 },
        traffic: { perHour: 95, typicalLatency: 2400 },
      },
    ],
    policies: { $LATEST: EVERYONE },
    behaviour: {
      kind: 'streams',
      headers: { 'Content-Type': 'text/event-stream' },
      chunks: ['Hamburg depot', 'Line haul south', 'Label printing', 'Tracking page', 'Driver app'].map(
        (part, i) => `id: ${i + 1}\nevent: status\ndata: ${JSON.stringify({ part, ok: i !== 2 })}\n\n`,
      ),
      gapMs: 300,
    },
  },
  {
    name: 'search-suggest',
    description: 'Sets CORS headers in its own code as well as in the URL configuration',
    runtime: 'nodejs20.x',
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: [WWW],
          AllowMethods: ['GET'],
          AllowHeaders: ['content-type'],
          ExposeHeaders: ['x-total'],
        },
        traffic: { perHour: 780, share4xx: 0.002 },
      },
    ],
    policies: { $LATEST: EVERYONE },
    behaviour: {
      kind: 'returns',
      value: {
        statusCode: 200,
        headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json', 'X-Total': '2' },
        body: '["harbour road","harbour street"]',
      },
    },
  },
  {
    name: 'embed-widget',
    description: 'The tracking widget on merchants’ own pages',
    runtime: 'nodejs22.x',
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowOrigins: EMBEDDING_SHOPS,
          AllowMethods: ['GET', 'POST'],
          AllowHeaders: ['content-type', 'x-widget-key', 'x-widget-version'],
          ExposeHeaders: ['x-request-id', 'retry-after'],
          MaxAge: 7200,
        },
        traffic: { perHour: 1350, share4xx: 0.015 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'nightly-digest',
    description: 'Fails on every call since the mail template moved',
    runtime: 'python3.12',
    urls: [{ authType: 'NONE', traffic: { perHour: 2 } }],
    policies: { $LATEST: EVERYONE },
    behaviour: { kind: 'throws' },
  },
  {
    name: 'loyalty-points',
    description: 'CORS was emptied member by member, not cleared',
    runtime: 'java21',
    urls: [
      {
        authType: 'NONE',
        cors: {
          AllowCredentials: false,
          AllowHeaders: [],
          AllowMethods: [],
          AllowOrigins: [],
          ExposeHeaders: [],
          MaxAge: 0,
        },
        traffic: { perHour: 40, share4xx: 0.01 },
      },
    ],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'gift-card-balance',
    description: 'Not called since the gift cards were given up',
    runtime: 'nodejs20.x',
    urls: [{ authType: 'NONE', traffic: { perHour: 25, quietDays: 12 } }],
    policies: { $LATEST: EVERYONE },
  },
  {
    name: 'pickup-points',
    description: 'Opening hours of parcel shops; takes its time',
    runtime: 'dotnet8',
    versions: 4,
    behaviour: {
      kind: 'slow',
      delayMs: 2500,
      value: [
        { shop: 'Kiosk at the harbour', opens: '06:00', closes: '22:00' },
        { shop: 'Garden centre north', opens: '09:00', closes: '18:30' },
      ],
    },
    aliases: [{ name: 'live', functionVersion: '2', description: 'Two versions behind' }],
    urls: [
      {
        qualifier: 'live',
        authType: 'NONE',
        cors: {
          AllowOrigins: [SHOP, WWW, 'https://app.kestrel-parcel.example'],
          AllowMethods: ['GET'],
          MaxAge: 1800,
        },
        traffic: { perHour: 860, share4xx: 0.003 },
      },
    ],
    policies: { live: EVERYONE },
  },
]
