import 'server-only'
import {
  type ColumnDefinitionNode,
  DataTypeNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  RawNode,
} from 'kysely'

/** SQLite's types, as what they mean there: text in the order of its bytes, integers of 64 bits. */
const TYPES: Readonly<Record<string, string>> = { text: 'text collate "C"', integer: 'bigint' }

class PortableColumns extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const type = DataTypeNode.is(node.dataType) ? TYPES[String(node.dataType.dataType)] : undefined
    return type ? { ...node, dataType: RawNode.createWithSql(type) } : node
  }
}

/** One set of migrations for both databases: what they call text and integer means the same on both. */
export class PortableTypes implements KyselyPlugin {
  private readonly columns = new PortableColumns()

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    const makesColumns = node.kind === 'CreateTableNode' || node.kind === 'AlterTableNode'
    return makesColumns ? this.columns.transformNode(node, queryId) : node
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}

const NUMBERS = new Set([20, 1700]) // int8 and numeric, in pg_type

/**
 * How values are read: counts and sums are numbers as in SQLite, not texts. None of the console's reaches 2^53.
 * Everything else as `parserOf` has it.
 */
export const numbersAsNumbers =
  (parserOf: (oid: number, format?: 'text' | 'binary') => (value: never) => unknown) =>
  (oid: number, format?: 'text' | 'binary') =>
    NUMBERS.has(oid) && format !== 'binary' ? Number : parserOf(oid, format)
