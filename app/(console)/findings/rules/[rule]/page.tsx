import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RuleDocument } from '@/components/findings/rule-document'
import { fromPage } from '@/lib/doorways/page'
import { ruleOf } from '@/lib/findings/table'
import { getFindings } from '@/lib/inventory/read-findings'

export async function generateMetadata({ params }: PageProps<'/findings/rules/[rule]'>): Promise<Metadata> {
  return { title: ruleOf((await params).rule)?.title ?? 'Rule' }
}

/** The rule that every finding of it links to. */
export default async function RulePage({ params }: PageProps<'/findings/rules/[rule]'>) {
  const rule = ruleOf((await params).rule)
  if (!rule) notFound()
  const overview = await fromPage(getFindings, {})
  const count = overview.ok ? (overview.value.byRule.find(({ of }) => of === rule.id)?.count ?? 0) : undefined
  const { id, title, severity, why, remedy, cannotKnow, documentation } = rule
  return <RuleDocument rule={{ id, title, severity, why, remedy, cannotKnow, documentation }} count={count} />
}
