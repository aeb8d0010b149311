import { FunctionUrlOverview } from '@/components/function-urls/function-url-overview'
import { readTab } from './read-tab'

export default async function OverviewPage({ params }: { params: Promise<Record<string, string>> }) {
  const tab = await readTab(params)
  return tab.ok && <FunctionUrlOverview {...tab.value} />
}
