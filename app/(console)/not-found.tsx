import { NoSuchPage } from '@/components/failures/no-such-page'

/** Inside the console's frame, so that the way to every other page stays in sight. */
export default function ConsoleNotFound() {
  return <NoSuchPage />
}
