import {
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda'

/** What a plain script found, and how many functions it lost to errors that it gave up on. */
export interface PlainFinding {
  urls: number
  lost: number
}

export type PlainSweep = (client: LambdaClient) => Promise<PlainFinding>

async function namesOf(client: LambdaClient): Promise<string[]> {
  const names: string[] = []
  let Marker: string | undefined
  do {
    const page = await client.send(new ListFunctionsCommand({ Marker }))
    names.push(...(page.Functions ?? []).map(({ FunctionName = '' }) => FunctionName))
    Marker = page.NextMarker
  } while (Marker)
  return names
}

/** A function's URLs with their policies, as a script would ask for them. */
async function readOne(client: LambdaClient, name: string): Promise<number> {
  const { FunctionUrlConfigs = [] } = await client.send(
    new ListFunctionUrlConfigsCommand({ FunctionName: name }),
  )
  for (const { FunctionArn = '' } of FunctionUrlConfigs) {
    const Qualifier = FunctionArn.split(':')[7]
    await client.send(new GetPolicyCommand({ FunctionName: name, Qualifier })).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error
    })
  }
  return FunctionUrlConfigs.length
}

async function readAll(client: LambdaClient, width: number): Promise<PlainFinding> {
  const waiting = await namesOf(client)
  const found: PlainFinding = { urls: 0, lost: 0 }
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      await readOne(client, name).then(
        (urls) => {
          found.urls += urls
        },
        () => {
          found.lost += 1
        },
      )
  }
  await Promise.all(Array.from({ length: Math.min(width, waiting.length) }, worker))
  return found
}

/** The plain ways, with the SDK as it is configured by itself. */
export const PLAIN_SWEEPS: Record<string, PlainSweep> = {
  'one after the other': (client) => readAll(client, 1),
  'pool of 10': (client) => readAll(client, 10),
  'Promise.all': (client) => readAll(client, Number.POSITIVE_INFINITY),
}

/** Runs one with a client of its own. */
export async function runPlain(
  sweep: PlainSweep,
  config: ConstructorParameters<typeof LambdaClient>[0],
): Promise<PlainFinding> {
  const client = new LambdaClient(config ?? {})
  try {
    return await sweep(client)
  } finally {
    client.destroy()
  }
}
