/** RFC 9110 §11, RFC 6265, SigV4, and what people call such things themselves. */
const SECRET =
  /^(proxy-)?authorization$|^cookie2?$|token|secret|password|credential|signature|session|api[-_]?key|^(auth|key|sig|jwt)$/i

/** Whether a header or parameter of this name holds a credential: its value is never stored, logged or shown as sent. */
export const isSecretName = (name: string) => SECRET.test(name.trim())
