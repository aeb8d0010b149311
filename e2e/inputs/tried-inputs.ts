/** Something that is tried rather than told, and the test that tries it. */
export interface TriedInput {
  section: string
  input: string
  /** Where the test or the program is. */
  file: string
  /** Its title, or the part of it that stands in the file. */
  title: string
}

const tried = (section: string, file: string, rows: readonly (readonly [input: string, title: string])[]) =>
  rows.map(([input, title]): TriedInput => ({ section, input, file, title }))

/** Inputs that a browser, a server, a tool or a broken disk has to take part in. */
export const TRIED_INPUTS: readonly TriedInput[] = [
  ...tried('A', 'lib/outcome/agreement.test.ts', [
    ['Drawn configurations, policies and calls', 'drawn calls what the sandbox answers'],
  ]),
  ...tried('A1', 'e2e/cors-studio.spec.ts', [
    ['NONE without its second permission, in the simulator', 'under “403 to everyone” no draft is green'],
    ['AWS_IAM and a token of the page’s own', 'a page’s own token is no signature for AWS_IAM'],
  ]),
  ...tried('A5', 'lib/changes/plan/warnings-of.test.ts', [
    ['Creating with NONE where a grant for AWS_IAM stands', 'which does not hold for it'],
  ]),
  ...tried('D', 'e2e/diagnose.spec.ts', [
    ['A message that names a function URL', 'leads to the function URL that it names, with the draft ready'],
    ['A 403 of a URL that the console reads', 'a 403 is explained by what the console knows of the URL'],
    ['Names, ARNs, addresses', 'names, ARNs and addresses alone are enough'],
    ['What is not CORS, what nobody understands', 'what is not CORS is said'],
  ]),
  ...tried('D', 'e2e/paste-dialog.spec.ts', [
    ['A preflight’s message without the call', 'a message that names a preflight alone asks for the call'],
  ]),
  ...tried('D', 'e2e/functions-list.spec.ts', [
    ['The list’s search', 'a pasted address, id, ARN or name:alias finds its row'],
  ]),
  ...tried('E', 'e2e/try-it.spec.ts', [['A refusal in Try it', 'a refusal says why beside the response']]),
  ...tried('E', 'e2e/permissions.spec.ts', [
    [
      'A grant for CloudFront, and for one organization',
      'one organization and one CloudFront distribution each get both actions',
    ],
  ]),
  ...tried('F', 'lib/sandbox/data-plane/signed-calls.test.ts', [
    ['A wrong signature, an unsigned payload, a presigned query', 'InvalidSignatureException'],
  ]),
  ...tried('F', 'lib/sandbox/data-plane/data-plane-route.test.ts', [
    ['A buffered response over 6 MB', 'answers a response of %i bytes'],
    ['A request over 6 MB', 'takes requests of 6 MB'],
  ]),
  ...tried('F', 'lib/sandbox/server.test.ts', [
    ['Methods that Node’s parser does not know', 'reaches the function'],
  ]),
  ...tried('F', 'e2e/proof/sigv4.ts', [['AWS’s own suite for Signature Version 4', 'suite']]),
  ...tried('G1', 'lib/db/database.test.ts', [
    ['The journal’s file is removed', 'removed: nothing is written into nowhere'],
    ['It is replaced', 'replaced by a copy'],
    ['It is locked for a while, or for good', 'holds up nothing but what needs it'],
    ['It is damaged, and put back', 'a good copy is taken without a restart'],
    ['The disk is full', 'a disk without room is told as one'],
  ]),
  ...tried('G2', 'lib/aws/answer-form.test.ts', [
    [
      'A proxy’s HTML 403, 200 with an empty or foreign body',
      'of other services, told by the request id and by HTML',
    ],
  ]),
  ...tried('G2', 'lib/aws/send.test.ts', [
    ['An answer that is not AWS’s', 'for no answer, and never for an empty account'],
  ]),
  ...tried('G3', 'e2e/stop-signals.spec.ts', [['SIGTERM, SIGINT, SIGHUP to npm', 'npm start, ']]),
  ...tried('G3', 'lib/proxy/front-door.test.ts', [
    ['Applies after SIGTERM', 'once it is closed nothing new is taken'],
  ]),
  ...tried('G4', 'e2e/broken-start.spec.ts', [
    ['Another process holds the lock', 'locked by another program for 5 s'],
  ]),
  ...tried('G5', 'lib/db/open-database.test.ts', [
    ['A read-only file at start', 'refuses a file that may only be read'],
    ['A damaged one', 'refuses a damaged file and leaves it as it is'],
  ]),
  ...tried('G6', 'lib/changes/recover.test.ts', [
    ['A survivor settles what a killed process left', 'settles what another one left when it was killed'],
  ]),
  ...tried('G6', 'lib/db/lease-rows.test.ts', [
    ['A clock that jumps ahead', 'one that jumps forward ends no lease of a holder who lives'],
    ['A clock that jumps back', 'one that jumps back keeps no lease of a dead one'],
  ]),
  ...tried('G8', 'e2e/build-beside.spec.ts', [
    ['npm run build beside a console', 'a build beside a running console breaks no page of it'],
  ]),
  ...tried('G9', 'e2e/out-of-reach.spec.ts', [
    ['A role that hangs', 'holds up no row of the other accounts'],
    ['A reload in the instant of Apply', 'a reload in the instant of Apply shows what was applied'],
    ['A link clicked offline', 'a link that is clicked offline keeps the page'],
  ]),
  ...tried('G11', 'lib/env.test.ts', [
    ['CONSOLE_READONLY=true', "['CONSOLE_READONLY', 'write CONSOLE_READ_ONLY.']"],
    ['Several mistakes', 'mistakes of every kind are told at once'],
  ]),
  ...tried('G11', 'lib/aws/profile-problem.test.ts', [
    ['A profile that does not exist', 'a profile that does not exist is told'],
  ]),
  ...tried('H1', 'e2e/front-door.spec.ts', [
    ['Upgrades of every form, 200 times', 'an upgrade is refused and its socket is gone at once'],
    ['new WebSocket in a loop', 'a site that opens WebSockets in a loop leaves nothing open'],
    [
      '//x, absolute form, TRACE, GET *, an image, data of a page, two Hosts',
      'what Next would answer by itself is refused',
    ],
    ['A body for a foreign Host', '10 MB for a foreign Host are answered before they are sent'],
    ['A body or headers that drip', 'one that drips in for ever is ended'],
    ['text/plainx, two arguments, a BOM, X-Forwarded-Host', 'a byte order mark'],
    ['Speculation rules, navigation to handlers', 'speculation rules and links to handlers reach nothing'],
  ]),
  ...tried('H1', 'lib/proxy/front-door.test.ts', [
    [
      'Forty requests at once on one connection',
      'what comes on a connection before the answer to the one before is out',
    ],
  ]),
  ...tried('H1', 'lib/proxy/slow-readers.test.ts', [
    ['A reader who does not read', 'who does not read what was answered is ended at the second look'],
  ]),
  ...tried('H2', 'e2e/secret-address.spec.ts', [
    ['Another user of the computer', 'another user of the computer reads nothing without the address'],
  ]),
  ...tried('H6', 'lib/probe/send.test.ts', [
    ['A reply of 101', 'has a head and ends'],
    ['A signature that the function echoes', 'never shows its signature or session token'],
    ['X-HTTP-Method-Override in read-only mode', 'what stands for another method is refused'],
    ['Many sendings', 'has a few requests under way at once'],
  ]),
  ...tried('I', 'e2e/screens.spec.ts', [
    ['One verdict a page, problems counted, max age in hours', 'the page of a URL says who can call it once'],
    ['Dates of the first paint', 'dates come from the server in the form that they keep'],
    ['Ctrl+Enter, and the focus after Close', 'Ctrl+Enter does the main action of the page'],
    ['A function with many URLs', 'the URLs of a function are searched'],
    ['A linked draft', 'is shown as a difference before it is taken'],
    ['Creation without paste and simulator', 'a pasted error becomes its CORS settings'],
    ['AWS_IAM open to every account, in the list', 'AWS_IAM that lets any account in says so'],
  ]),
  ...tried('H7', 'lib/aws/pace.test.ts', [
    ['An abandoned page', 'who gives up waits no longer and takes no place'],
    ['One person asks for everything', 'persons take turns, however much one of them asks for'],
    ['A queue without end', 'who has more waiting than can be served in time is told at once'],
  ]),
  ...tried('H7', 'lib/functions/read.test.ts', [
    ['Unknown names', 'many unknown names cost one look for what is near them'],
  ]),
  ...tried('H8', 'lib/db/open-database.test.ts', [
    [
      'Folder and files that others may read',
      'its owner only, also when folder and files were open to others',
    ],
  ]),
  ...tried('H9', 'lib/aws/endpoint.test.ts', [['Another loopback endpoint', 'that %s is no sandbox']]),
]
