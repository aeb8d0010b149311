import type { Signer } from '../credentials'
import type { SandboxContext } from '../route'
import type { AccountState, RegionState, WireCors } from '../state'

interface Target {
  readonly FunctionName: string
  readonly Qualifier?: string
}

interface PolicyTarget {
  /** Always a full ARN, with or without a qualifier. */
  readonly ResourceArn: string
}

interface Page {
  readonly Marker?: string
  readonly MaxItems?: number
}

interface UrlConfigInput {
  readonly AuthType?: 'NONE' | 'AWS_IAM'
  readonly Cors?: WireCors
  readonly InvokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
}

interface RoutingConfig {
  readonly AdditionalVersionWeights?: Readonly<Record<string, number>>
}

interface AliasInput {
  readonly FunctionName: string
  readonly Name: string
}

/** Every operation's input after validation, in the words of the API. */
export interface LambdaInputs {
  CreateFunctionUrlConfig: Target & UrlConfigInput
  GetFunctionUrlConfig: Target
  UpdateFunctionUrlConfig: Target & UrlConfigInput
  DeleteFunctionUrlConfig: Target
  ListFunctionUrlConfigs: Target & Page
  AddPermission: Target & {
    readonly StatementId: string
    readonly Action: string
    readonly Principal: string
    readonly SourceArn?: string
    readonly SourceAccount?: string
    readonly EventSourceToken?: string
    readonly RevisionId?: string
    readonly PrincipalOrgID?: string
    readonly FunctionUrlAuthType?: 'NONE' | 'AWS_IAM'
    readonly InvokedViaFunctionUrl?: boolean
  }
  RemovePermission: Target & { readonly StatementId: string; readonly RevisionId?: string }
  GetPolicy: Target
  PutResourcePolicy: PolicyTarget & { readonly Policy: string; readonly RevisionId?: string }
  GetResourcePolicy: PolicyTarget
  DeleteResourcePolicy: PolicyTarget & { readonly RevisionId?: string }
  ListFunctions: Page & { readonly FunctionVersion?: 'ALL' }
  GetFunction: Target
  GetFunctionConfiguration: Target
  CreateFunction: {
    readonly FunctionName: string
    readonly Role: string
    readonly Runtime?: string
    readonly Handler?: string
    readonly Description?: string
    readonly Timeout?: number
    readonly MemorySize?: number
    readonly Publish?: boolean
    readonly Architectures?: string[]
    readonly Environment?: { readonly Variables?: Record<string, string> }
    readonly Tags?: Record<string, string>
  }
  DeleteFunction: Target
  PublishVersion: Target & { readonly Description?: string; readonly RevisionId?: string }
  ListVersionsByFunction: Target & Page
  CreateAlias: AliasInput & {
    readonly FunctionVersion: string
    readonly Description?: string
    readonly RoutingConfig?: RoutingConfig
  }
  GetAlias: AliasInput
  UpdateAlias: AliasInput & {
    readonly FunctionVersion?: string
    readonly Description?: string
    readonly RoutingConfig?: RoutingConfig
    readonly RevisionId?: string
  }
  DeleteAlias: AliasInput
  ListAliases: Target & Page & { readonly FunctionVersion?: string }
  PutFunctionConcurrency: Target & { readonly ReservedConcurrentExecutions: number }
  GetFunctionConcurrency: Target
  DeleteFunctionConcurrency: Target
  ListTags: { readonly Resource: string }
  TagResource: { readonly Resource: string; readonly Tags: Record<string, string> }
  UntagResource: { readonly Resource: string; readonly TagKeys: string[] }
  GetAccountSettings: Record<string, never>
}

/** One authorised call: who, where, and what was asked. */
export interface LambdaCall<Name extends keyof LambdaInputs> {
  readonly context: SandboxContext
  readonly caller: Signer
  readonly account: AccountState
  readonly region: RegionState
  readonly input: LambdaInputs[Name]
}

export interface LambdaAnswer {
  readonly status: number
  /** Left out for the empty answers of deletes. */
  readonly body?: object
}

export type LambdaOperation<Name extends keyof LambdaInputs> = (call: LambdaCall<Name>) => LambdaAnswer
