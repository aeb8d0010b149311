import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'
import type { Context, SpanOptions, Tracer as WireTracer } from '@opentelemetry/api'
import type { SpanOf, Tracer } from '@/lib/telemetry/spans'

/** How long what was not sent yet may take at the end, in milliseconds. */
const LAST_SENDING = 500

/** Traces that are written, until they are ended. */
export interface Tracing {
  tracer: Tracer
  /** Sends what is left. */
  end(): Promise<void>
}

/**
 * Traces by OTLP over HTTP, to where `OTEL_EXPORTER_OTLP_ENDPOINT` says; sampling, headers and names are set by
 * OpenTelemetry's own variables, which its SDK reads. Loaded when the variable is set. The provider is not made the
 * global one: Next would write spans of its own then, whose addresses name accounts and functions.
 */
export async function startTracing(): Promise<Tracing> {
  const [api, sdk, exporter, core, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
  ])
  const processor = new sdk.BatchSpanProcessor({ exporter: new exporter.OTLPTraceExporter() })
  const { envDetector, detectResources, resourceFromAttributes } = resources
  const named = resourceFromAttributes({ 'service.name': 'function-url-console' })
  const provider = new sdk.TracerProvider({
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [processor],
  })
  const propagator = new core.W3CTraceContextPropagator()
  const outside = (headers: IncomingHttpHeaders): Context =>
    propagator.extract(api.ROOT_CONTEXT, headers, api.defaultTextMapGetter)
  const end = () => provider.forceFlush({ timeoutMillis: LAST_SENDING }).catch(() => undefined)
  return { tracer: tracerOn(api, provider.getTracer('function-url-console'), outside), end }
}

type Api = typeof import('@opentelemetry/api')

function tracerOn(
  { trace, SpanKind, SpanStatusCode }: Api,
  wire: WireTracer,
  outside: (headers: IncomingHttpHeaders) => Context,
): Tracer {
  const current = new AsyncLocalStorage<Context>()
  const kinds = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT }
  const optionsOf = ({ kind = 'internal', attributes }: SpanOf): SpanOptions => ({
    kind: kinds[kind],
    attributes,
  })
  const failed = { code: SpanStatusCode.ERROR }
  return {
    begin: (of, headers) => {
      const parent = headers ? outside(headers) : current.getStore()
      if (!parent) return undefined
      const span = wire.startSpan(of.name, optionsOf(of), parent)
      return {
        within: (work) => current.run(trace.setSpan(parent, span), work),
        end: (attributes = {}, isFailed = false) => {
          span.setAttributes(attributes)
          if (isFailed) span.setStatus(failed)
          span.end()
        },
      }
    },
    past: (of, milliseconds, isFailed) => {
      const parent = current.getStore()
      if (!parent) return
      const now = Date.now()
      const span = wire.startSpan(of.name, { ...optionsOf(of), startTime: now - milliseconds }, parent)
      if (isFailed) span.setStatus(failed)
      span.end(now)
    },
  }
}
