import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { EventDetails } from '@/components/activity/event-details'
import { PageFailure } from '@/components/failures/page-failure'
import { getEvent } from '@/lib/activity/read'
import { fromPage } from '@/lib/doorways/page'

const readOnce = cache((position: string) => fromPage(getEvent, { position }))

/** Its place in the record, so that open windows and the history can be told apart. */
export async function generateMetadata({
  params,
}: PageProps<'/activity/events/[position]'>): Promise<Metadata> {
  const event = await readOnce((await params).position)
  return { title: event.ok ? `Event ${event.value.entry.position}` : 'Event' }
}

export default async function EventPage({ params }: PageProps<'/activity/events/[position]'>) {
  const event = await readOnce((await params).position)
  if (event.ok) return <EventDetails event={event.value} />
  if (event.failure.code === 'not-found' || event.failure.code === 'invalid-input') notFound()
  return <PageFailure title="Event" failure={event.failure} />
}
