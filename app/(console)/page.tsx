import { redirect } from 'next/navigation'

/** Until the inventory of function URLs exists, the console opens on the functions. */
export default function HomePage() {
  redirect('/functions')
}
