/** A UUID of any version (RFC 9562): the browser makes it, once for each review. */
export const CHANGE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
