import type { TypeOfBody } from '@/lib/cors/pasted/snippet-bodies'
import { typeByBrowser } from '@/lib/cors/pasted/snippet-bodies'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import { type ClientCall, factsOfClient } from '@/lib/cors/pasted/snippet-clients'
import type { Found } from '@/lib/cors/pasted/snippet-facts'
import { headersByCalls, joined, type ScriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import {
  joinedMembers,
  type Members,
  memberNamed,
  membersOf,
  NO_MEMBERS,
} from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** Reads the first call of jQuery: `$.ajax`, `$.get`, `$.post`, `$.getJSON`. */
export function readJQuery(snippet: Snippet): Found | null {
  const calls = snippet.calls.filter((call) => isJQuery(snippet, call))
  const [call] = calls
  return call ? { facts: factsOfClient(snippet, askedBy(snippet, call)), calls } : null
}

function isJQuery(snippet: Snippet, { name = '', object }: Call): boolean {
  const isIts = object !== undefined && /^(window\.)?(\$|jQuery)$/.test(sourceOf(snippet, object))
  return isIts && /^(ajax|get|post|getJSON)$/.test(name)
}

function askedBy(snippet: Snippet, call: Call): ClientCall {
  const { name = '', parts } = call
  const isByAddress = parts[0] !== undefined && meaningOf(snippet, parts[0]).name !== 'ObjectExpression'
  const second = isByAddress ? parts[1] : undefined
  const config =
    name === 'ajax' || !isByAddress ? membersOf(snippet, isByAddress ? second : parts[0]) : NO_MEMBERS
  const address = isByAddress ? parts[0] : memberNamed(snippet, config, 'url')
  const data = name === 'ajax' || !isByAddress ? memberNamed(snippet, config, 'data') : second
  const method = name === 'ajax' ? undefined : name === 'post' ? 'POST' : 'GET'
  // `data` of a GET goes into the address.
  const isSent = sendsData(snippet, method, config)
  return {
    by: 'jQuery',
    call,
    ...(method !== undefined && { method }),
    methodMember: memberNamed(snippet, config, 'method') ? 'method' : 'type',
    ...(address && { address }),
    ...(data && isSent && { body: data }),
    config,
    otherHeaders: joined([typeIn(snippet, config), addedLater(snippet, config)]),
    ...credentialsIn(snippet, config),
    typeOf: typeByJQuery(snippet, config),
  }
}

function sendsData(snippet: Snippet, method: string | undefined, config: Members): boolean {
  const named = memberNamed(snippet, config, 'method') ?? memberNamed(snippet, config, 'type')
  return !/^(get|head)$/i.test(method ?? (named ? (literalOf(snippet, named) ?? '') : 'GET'))
}

/** `contentType` is a header; `false` leaves it to the browser. */
function typeIn(snippet: Snippet, config: Members): ScriptHeaders {
  const given = memberNamed(snippet, config, 'contentType')
  const value = given && literalOf(snippet, given)
  if (value !== undefined) return { pairs: [['content-type', value]], isWhole: true }
  return { pairs: [], isWhole: !given || sourceOf(snippet, given) === 'false' }
}

/** `beforeSend` and `$.ajaxSetup` may add what they like. */
function addedLater(snippet: Snippet, config: Members): ScriptHeaders {
  const isAdded = memberNamed(snippet, config, 'beforeSend') !== undefined
  const isSetUp = snippet.calls.some(({ name }) => /^(ajaxSetup|ajaxPrefilter|ajaxSend)$/.test(name ?? ''))
  const set = headersByCalls(snippet, /^setRequestHeader$/, () => isAdded || isSetUp)
  return { pairs: set.pairs, isWhole: !isAdded && !isSetUp }
}

function credentialsIn(snippet: Snippet, config: Members): Pick<ClientCall, 'credentials'> {
  const fields = joinedMembers([membersOf(snippet, memberNamed(snippet, config, 'xhrFields'))])
  const credentials = memberNamed(snippet, fields, 'withCredentials')
  return credentials ? { credentials } : {}
}

/** jQuery.ajax, "contentType": a form, unless it is left to the browser. */
function typeByJQuery(snippet: Snippet, config: Members): TypeOfBody {
  const given = memberNamed(snippet, config, 'contentType')
  if (given && sourceOf(snippet, given) === 'false') return typeByBrowser
  return ({ kind }) => (kind === 'none' ? null : 'application/x-www-form-urlencoded; charset=UTF-8')
}
