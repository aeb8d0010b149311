/** Requests for changes, protected function URLs, and what a webhook is still to be told. */
export interface RequestTables {
  change_requests: ChangeRequestRow
  protections: ProtectionRow
  webhook_outbox: OutboxRow
}

interface OfFunctionUrl {
  account: string
  region: string
  function_name: string
  qualifier: string
}

/** A request as it stands, for lists and for the guard of each step; its whole story stands in the journal. */
export interface ChangeRequestRow extends OfFunctionUrl {
  id: string
  title: string
  /** One of `lib/approvals/schema.ts`. */
  state: string
  /** 1, 2, 3 …: raised whenever it is revised, so that nobody decides on what they have not seen. */
  revision: number
  plan_hash: string
  requester_id: string
  requester_kind: string
  requester_name: string
  sent_at: string
  changed_at: string
  /** Who decided, where somebody did. */
  decider_id: string | null
  decider_name: string | null
  /** The change that an approval began. */
  change_id: string | null
  /** When it was last looked at whether what it is about is still there. */
  looked_at: string
}

/** A message that a webhook is to be told, or was told lately. */
export interface OutboxRow {
  /** Sent along, so that who gets one twice can tell. */
  id: string
  /** JSON, as it is sent and signed. */
  body: string
  created_at: string
  attempts: number
  next_at: string
  sent_at: string | null
  failure: string | null
}

/** The mark that deleting a function URL and making it public takes a second person. */
export interface ProtectionRow extends OfFunctionUrl {
  /** Account, region, function and qualifier, as in `index_endpoints`. */
  key: string
  reason: string
  set_at: string
  set_by_id: string
  set_by_name: string
}
