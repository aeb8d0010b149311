import { SIGV4_CASES } from '@/lib/sandbox/fixtures/sigv4-cases'
import { signatureOfCase } from '@/lib/sandbox/fixtures/sigv4-suite'

/**
 * `npm run proof:sigv4`: the sandbox's check of Signature Version 4 against AWS's own test suite, path normalisation
 * included. Prints each case that differs, and how many agree; ends with 1 when one differs.
 */
const wrong = SIGV4_CASES.filter((one) => signatureOfCase(one) !== one.signature)
for (const { name, signature } of wrong) console.log(`differs: ${name}, AWS publishes ${signature}`)
console.log(
  `AWS's test suite for Signature Version 4: ${SIGV4_CASES.length - wrong.length} of ${SIGV4_CASES.length}`,
)
if (wrong.length > 0) process.exitCode = 1
