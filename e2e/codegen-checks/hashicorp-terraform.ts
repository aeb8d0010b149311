import { requireCheckPackage } from '@/e2e/codegen-checks/check-packages'
import type { TerraformObject } from '@/lib/codegen/fixtures/read-terraform'

/** HashiCorp's own parser, as WebAssembly: HCL in, JSON out. */
const { parse } = requireCheckPackage('@cdktf/hcl2json') as {
  parse(fileName: string, text: string): Promise<Json>
}

type Attributes = Record<string, unknown>
interface Json {
  resource: Record<string, Record<string, [Attributes & { cors?: [Attributes] }]>>
  variable?: Record<string, [Attributes]>
  import?: Attributes[]
}

/** A configuration as Terraform's parser reads it. Throws on a syntax error. */
export async function hashicorpTerraform(text: string): Promise<TerraformObject> {
  const json = await parse('url.tf', text)
  return {
    resources: Object.entries(json.resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, [{ cors, ...attributes }]]) => ({
        type,
        name,
        attributes: plain(attributes),
        cors: cors && plain(cors[0]),
      })),
    ),
    secrets: Object.entries(json.variable ?? {}).flatMap(([name, [{ sensitive }]]) =>
      sensitive === true ? [name] : [],
    ),
    imports: (json.import ?? []).map(plain).map(({ to, id }) => ({
      to: (to as { reference: string }).reference,
      id,
    })),
  }
}

const plain = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plainValue(value)]))

/** The parser gives expressions as `${…}` and keeps the escapes of texts that look like one. */
function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value !== 'string') return value
  const [, reference] = /^\$\{([\w.-]+)\}$/.exec(value) ?? []
  if (reference !== undefined) return { reference }
  if (/(^|[^$])\$\{|(^|[^%])%\{/.test(value))
    throw new Error(`An expression stands in ${JSON.stringify(value)}.`)
  return value.replace(/\$\$\{/g, '$' + '{').replace(/%%\{/g, '%{')
}
