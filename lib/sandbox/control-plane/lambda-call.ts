import type { Signer } from '@/lib/sandbox/credentials'
import type { SandboxContext } from '@/lib/sandbox/route'
import type { AccountState, RegionState, WireCors } from '@/lib/sandbox/state'

interface Target {
  FunctionName: string
  Qualifier?: string
}

interface PolicyTarget {
  /** Always a full ARN, with or without a qualifier. */
  ResourceArn: string
}

interface Page {
  Marker?: string
  MaxItems?: number
}

interface UrlConfigInput {
  AuthType?: 'NONE' | 'AWS_IAM'
  Cors?: WireCors
  InvokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
}

interface RoutingConfig {
  AdditionalVersionWeights?: Readonly<Record<string, number>>
}

interface AliasInput {
  FunctionName: string
  Name: string
}

/** Every operation's input after validation, in the words of the API. */
export interface LambdaInputs {
  CreateFunctionUrlConfig: Target & UrlConfigInput
  GetFunctionUrlConfig: Target
  UpdateFunctionUrlConfig: Target & UrlConfigInput
  DeleteFunctionUrlConfig: Target
  ListFunctionUrlConfigs: Target & Page
  AddPermission: Target & {
    StatementId: string
    Action: string
    Principal: string
    SourceArn?: string
    SourceAccount?: string
    EventSourceToken?: string
    RevisionId?: string
    PrincipalOrgID?: string
    FunctionUrlAuthType?: 'NONE' | 'AWS_IAM'
    InvokedViaFunctionUrl?: boolean
  }
  RemovePermission: Target & { StatementId: string; RevisionId?: string }
  GetPolicy: Target
  PutResourcePolicy: PolicyTarget & { Policy: string; RevisionId?: string }
  GetResourcePolicy: PolicyTarget
  DeleteResourcePolicy: PolicyTarget & { RevisionId?: string }
  ListFunctions: Page & { FunctionVersion?: 'ALL' }
  GetFunction: Target
  GetFunctionConfiguration: Target
  CreateFunction: {
    FunctionName: string
    Role: string
    Runtime?: string
    Handler?: string
    Description?: string
    Timeout?: number
    MemorySize?: number
    Publish?: boolean
    Architectures?: string[]
    Environment?: { Variables?: Record<string, string> }
    Tags?: Record<string, string>
  }
  DeleteFunction: Target
  PublishVersion: Target & { Description?: string; RevisionId?: string }
  ListVersionsByFunction: Target & Page
  CreateAlias: AliasInput & {
    FunctionVersion: string
    Description?: string
    RoutingConfig?: RoutingConfig
  }
  GetAlias: AliasInput
  UpdateAlias: AliasInput & {
    FunctionVersion?: string
    Description?: string
    RoutingConfig?: RoutingConfig
    RevisionId?: string
  }
  DeleteAlias: AliasInput
  ListAliases: Target & Page & { FunctionVersion?: string }
  PutFunctionConcurrency: Target & { ReservedConcurrentExecutions: number }
  GetFunctionConcurrency: Target
  DeleteFunctionConcurrency: Target
  ListTags: { Resource: string }
  TagResource: { Resource: string; Tags: Record<string, string> }
  UntagResource: { Resource: string; TagKeys: string[] }
  GetAccountSettings: Record<string, never>
}

/** One authorised call: who, where, and what was asked. */
export interface LambdaCall<Name extends keyof LambdaInputs> {
  context: SandboxContext
  caller: Signer
  account: AccountState
  region: RegionState
  input: LambdaInputs[Name]
}

export interface LambdaAnswer {
  status: number
  /** Left out for the empty answers of deletes. */
  body?: object
}

export type LambdaOperation<Name extends keyof LambdaInputs> = (call: LambdaCall<Name>) => LambdaAnswer
