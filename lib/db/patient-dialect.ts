import 'server-only'
import { type CompiledQuery, type DatabaseConnection, type Driver, SqliteDialect } from 'kysely'
import { patiently } from '@/lib/db/patience'

interface Care {
  /** What a statement threw, as it is to be thrown on. */
  errorOf: (error: unknown) => unknown
}

/** What opens a transaction is repeated by who opens it, without holding the connection meanwhile. */
const OPENS = /^begin\b/i

/** SQLite, whose statements wait for a lock without holding up the process. */
export class PatientDialect extends SqliteDialect {
  constructor(
    config: ConstructorParameters<typeof SqliteDialect>[0],
    private readonly care: Care,
  ) {
    super(config)
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    driver.acquireConnection = async () => caring(await acquire(), this.care)
    return driver
  }
}

function caring(connection: DatabaseConnection, { errorOf }: Care): DatabaseConnection {
  const executeQuery = async <Row>(query: CompiledQuery) => {
    if (OPENS.test(query.sql)) return connection.executeQuery<Row>(query)
    try {
      return await patiently(() => connection.executeQuery<Row>(query))
    } catch (error) {
      throw errorOf(error)
    }
  }
  return { executeQuery, streamQuery: (query, size) => connection.streamQuery(query, size) }
}
