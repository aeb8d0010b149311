import { randomUUID } from 'node:crypto'
import { addAlias } from '@/lib/sandbox/build'
import { existingFunction } from '@/lib/sandbox/control-plane/function-target'
import type { LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { pageOf } from '@/lib/sandbox/control-plane/paging'
import {
  functionNotFound,
  preconditionFailed,
  resourceConflict,
  resourceNotFound,
} from '@/lib/sandbox/service-error'
import type { AliasState, FunctionState } from '@/lib/sandbox/state'

function wireAlias(target: FunctionState, alias: AliasState) {
  const hasRouting = Object.keys(alias.routing).length > 0
  return {
    AliasArn: `${target.arn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    ...(hasRouting && { RoutingConfig: { AdditionalVersionWeights: alias.routing } }),
    RevisionId: alias.revisionId,
  }
}

function checkVersion(target: FunctionState, version: string): void {
  const isKnown = version === '$LATEST' || target.versions.some((known) => known.version === version)
  if (!isKnown) throw functionNotFound(`${target.arn}:${version}`)
}

function existingAlias(call: Parameters<typeof existingFunction>[0], name: string, missing: string) {
  const { target } = existingFunction(call)
  const alias = target.aliases.get(name)
  if (alias === undefined) throw resourceNotFound(`${missing}: ${target.arn}:${name}`)
  return { target, alias }
}

export const createAlias: LambdaOperation<'CreateAlias'> = (call) => {
  const { input } = call
  const { target } = existingFunction(call)
  checkVersion(target, input.FunctionVersion)
  if (target.aliases.has(input.Name)) {
    throw resourceConflict(`Alias already exists: ${target.arn}:${input.Name}`)
  }
  const alias = addAlias(target, {
    name: input.Name,
    functionVersion: input.FunctionVersion,
    description: input.Description,
    routing: input.RoutingConfig?.AdditionalVersionWeights,
  })
  return { status: 201, body: wireAlias(target, alias) }
}

export const getAlias: LambdaOperation<'GetAlias'> = (call) => {
  const { target, alias } = existingAlias(call, call.input.Name, 'Cannot find alias arn')
  return { status: 200, body: wireAlias(target, alias) }
}

export const updateAlias: LambdaOperation<'UpdateAlias'> = (call) => {
  const { input } = call
  const { target, alias } = existingAlias(call, input.Name, 'Alias not found')
  if (input.RevisionId !== undefined && input.RevisionId !== alias.revisionId) {
    throw preconditionFailed(
      'The Revision Id provided does not match the latest Revision Id. ' +
        'Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    )
  }
  if (input.FunctionVersion !== undefined) {
    checkVersion(target, input.FunctionVersion)
    alias.functionVersion = input.FunctionVersion
  }
  if (input.Description !== undefined) alias.description = input.Description
  if (input.RoutingConfig !== undefined) {
    alias.routing = { ...input.RoutingConfig.AdditionalVersionWeights }
  }
  alias.revisionId = randomUUID()
  return { status: 200, body: wireAlias(target, alias) }
}

/** An alias's own policy goes with it; its function URL config stays and serves again when the alias comes back. */
export const deleteAlias: LambdaOperation<'DeleteAlias'> = (call) => {
  const { target } = existingFunction(call)
  target.aliases.delete(call.input.Name)
  if (!isVersion(target, call.input.Name)) target.policies.delete(call.input.Name)
  return { status: 204 }
}

function isVersion(target: FunctionState, qualifier: string): boolean {
  return target.versions.some(({ version }) => version === qualifier)
}

export const listAliases: LambdaOperation<'ListAliases'> = (call) => {
  const { input } = call
  const { target, arn } = existingFunction(call)
  const aliases = [...target.aliases.values()]
    .filter((alias) => input.FunctionVersion === undefined || alias.functionVersion === input.FunctionVersion)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const scope = `${arn}/aliases/${input.FunctionVersion ?? ''}`
  const page = pageOf(aliases, (alias) => alias.name, scope, input)
  return {
    status: 200,
    body: {
      ...(page.nextMarker && { NextMarker: page.nextMarker }),
      Aliases: page.items.map((alias) => wireAlias(target, alias)),
    },
  }
}
