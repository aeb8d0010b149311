import { redirect } from 'next/navigation'
import { FUNCTIONS_PATH } from '@/lib/identity/paths'

/** Until the inventory of function URLs exists, the console opens on the functions. */
export default function HomePage() {
  redirect(FUNCTIONS_PATH)
}
