import {
  type CodeNote,
  type CodeSource,
  cannotSay,
  type GeneratedCode,
  goodToKnow,
} from '@/lib/codegen/code-source'
import { headLines } from '@/lib/codegen/comment'
import { sourceTitle } from '@/lib/codegen/source-title'
import { templateOf } from '@/lib/codegen/template'
import type { WrittenPolicy } from '@/lib/codegen/written-policy'
import { templateLines } from '@/lib/codegen/yaml-lines'

/** A CloudFormation template in YAML with the function URL and its permissions; the function is not in it. */
export function cloudFormationCode(source: CodeSource, policy: WrittenPolicy): GeneratedCode {
  const template = templateOf(source, policy)
  const notes = [...stackNotes(policy), ...template.notes]
  const head = headLines(sourceTitle(source.identity), 'CloudFormation', notes, '#')
  const body = ['AWSTemplateFormatVersion: "2010-09-09"', ...templateLines(template)]
  return { code: `${[...head, '', ...body].join('\n')}\n`, notes }
}

/** What holds for every stack with AWS::Lambda::Url and AWS::Lambda::Permission. */
export function stackNotes({ permissions }: WrittenPolicy): CodeNote[] {
  const existing = goodToKnow(
    'The function URL exists already, and a qualifier has only one: a stack that creates it fails, so import it into the stack. DeletionPolicy keeps it when the stack goes, since deleting it permanently deletes the address.',
  )
  if (permissions.length === 0) return [existing]
  return [
    existing,
    goodToKnow(
      'The stack adds its statements beside those that are there now; remove the old ones afterwards.',
    ),
    cannotSay('Statement ids: CloudFormation makes up its own, so the names of the resources recall them.'),
  ]
}
