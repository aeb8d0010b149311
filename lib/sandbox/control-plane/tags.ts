import { existingFunction, readFunctionReference } from '@/lib/sandbox/control-plane/function-target'
import type { LambdaCall, LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { invalidParameterValue } from '@/lib/sandbox/service-error'

/** Throws for the ARN of an alias or version, before it is looked for. Source: LocalStack's AWS-validated tag tests. */
function taggedFunction(call: LambdaCall<'ListTags' | 'TagResource' | 'UntagResource'>) {
  if (readFunctionReference(call.input.Resource)?.qualifier !== undefined) {
    throw invalidParameterValue(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    )
  }
  return existingFunction({ ...call, input: { FunctionName: call.input.Resource } }).target
}

export const listTags: LambdaOperation<'ListTags'> = (call) => {
  return { status: 200, body: { Tags: taggedFunction(call).tags } }
}

export const tagResource: LambdaOperation<'TagResource'> = (call) => {
  Object.assign(taggedFunction(call).tags, call.input.Tags)
  return { status: 204 }
}

export const untagResource: LambdaOperation<'UntagResource'> = (call) => {
  const { tags } = taggedFunction(call)
  for (const key of call.input.TagKeys) delete tags[key]
  return { status: 204 }
}
