// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code with templates in it is what is read here.
import { describe, expect, test } from 'vitest'
import { type RequestFacts, readRequestSnippet } from '@/lib/cors/pasted/read-request-snippet'

const read = (text: string) => {
  const facts = readRequestSnippet(text)
  return facts && { method: undefined, address: undefined, origin: undefined, unread: undefined, ...facts }
}
type Case = [title: string, text: string, facts: Partial<RequestFacts>]

const JSON_TYPE = ['content-type', 'application/json'] as const
const TEXT = ['content-type', 'text/plain;charset=UTF-8'] as const
const FORM = ['content-type', 'application/x-www-form-urlencoded;charset=UTF-8'] as const
const PLAIN_FORM = ['content-type', 'application/x-www-form-urlencoded'] as const
const MULTIPART = ['content-type', 'multipart/form-data'] as const
const JQUERY_FORM = ['content-type', 'application/x-www-form-urlencoded; charset=UTF-8'] as const

describe('the type that goes with a body', () => {
  const post = (body: string) => `const file = input.files[0]; fetch(u, { method: 'POST', body: ${body} })`
  test.each<Case>([
    ['fetch: text', post("'a'"), { headers: [TEXT] }],
    ['fetch: JSON.stringify', post('JSON.stringify(a)'), { headers: [TEXT] }],
    ['fetch: a form of fields', post('new URLSearchParams({ a: 1 })'), { headers: [FORM] }],
    ['fetch: FormData', post('new FormData(form)'), { headers: [MULTIPART] }],
    [
      'fetch: FormData that is filled',
      `const d = new FormData(); d.append('a', b); fetch(u, { method: 'POST', body: d })`,
      { headers: [MULTIPART], unread: undefined },
    ],
    ['fetch: a File sends its own type', post('file'), { headers: [], unread: ['body'] }],
    ['fetch: a name that says nothing', post('payload'), { headers: [], unread: ['body'] }],
    [
      'fetch: a Blob with a type',
      post("new Blob([a], { type: 'application/json' })"),
      { headers: [JSON_TYPE] },
    ],
    ['fetch: a Blob without a type', post('new Blob([a])'), { headers: [], unread: undefined }],
    ['fetch: a Blob whose type is a name', post('new Blob([a], { type })'), { unread: ['body'] }],
    [
      'fetch: a File with a type',
      post("new File([a], 'a', { type: 'image/png' })"),
      { headers: [['content-type', 'image/png']] },
    ],
    ['fetch: bytes', post('new Uint8Array(8)'), { headers: [], unread: undefined }],
    ['axios: an object', 'axios.post(u, { a: 1 })', { headers: [JSON_TYPE] }],
    ['axios: a text is said to be a form', "axios.post(u, 'a=1')", { headers: [PLAIN_FORM] }],
    ['axios: JSON.stringify is a text', 'axios.post(u, JSON.stringify(a))', { headers: [PLAIN_FORM] }],
    [
      'axios: FormData',
      'const d = new FormData(); d.append("a", b); axios.post(u, d)',
      { headers: [MULTIPART] },
    ],
    ['axios: URLSearchParams', 'axios.put(u, new URLSearchParams(a))', { headers: [FORM] }],
    ['axios: a file by its name', 'axios.post(u, file)', { headers: [], unread: ['body'] }],
    ['axios: DELETE with data', 'axios.delete(u, { data: { a: 1 } })', { headers: [JSON_TYPE] }],
    ['axios: DELETE with a text', "axios.delete(u, { data: 'a' })", { headers: [TEXT] }],
    [
      'XMLHttpRequest: a text',
      "const x = new XMLHttpRequest(); x.open('POST', u); x.send('a')",
      { headers: [TEXT] },
    ],
    [
      'XMLHttpRequest: a file',
      "const x = new XMLHttpRequest(); x.open('POST', u); x.send(file)",
      { unread: ['body'] },
    ],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })
})

describe('axios', () => {
  test.each<Case>([
    [
      'auth is a header',
      'axios.get(u, { auth: { username, password } })',
      { headers: [['authorization', 'Basic']] },
    ],
    [
      'an interceptor that adds a header',
      `axios.interceptors.request.use((c) => { c.headers.Authorization = 'Bearer ' + t; return c })\naxios.get(u)`,
      { headers: [['authorization', '']], unread: ['headers'] },
    ],
    [
      'an interceptor that sets one',
      `axios.interceptors.request.use((c) => { c.headers.set('X-Trace', id); return c })\naxios.get(u)`,
      { headers: [['x-trace', '']], unread: ['headers'] },
    ],
    [
      'a default for all',
      `axios.defaults.headers.common['X-Tenant'] = t; axios.get(u)`,
      { headers: [['x-tenant', '']], unread: ['headers'] },
    ],
    [
      'an instance with an address',
      `const api = axios.create({ baseURL: 'https://x.example/v1/' }); api.get('/items')`,
      { address: 'https://x.example/v1/items', method: 'GET' },
    ],
    [
      'an upload that is listened to',
      "axios.post(u, 'a', { onUploadProgress: f })",
      { forcesPreflight: true },
    ],
    ['another call behind it', 'axios.get(u); $.get(u)', { by: 'axios', unread: ['more'] }],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })
})

describe('other libraries and the browser’s other ways', () => {
  test.each<Case>([
    [
      'ky with JSON',
      `await ky.post('https://x.example/a', { json: { a }, credentials: 'include', headers: { 'X-A': '1' } })`,
      {
        by: 'ky',
        method: 'POST',
        address: 'https://x.example/a',
        headers: [['x-a', ''], JSON_TYPE],
        withCredentials: true,
      },
    ],
    [
      'an instance of ky',
      `const api = ky.create({ headers: { 'X-A': '1' } }); api('a')`,
      { by: 'ky', method: 'GET', headers: [['x-a', '']] },
    ],
    ['ky with hooks', 'ky.get(u, { hooks: { beforeRequest: [f] } })', { unread: ['headers'] }],
    [
      'Angular: put',
      `this.http.put(\`\${base}/a\`, item, { headers: new HttpHeaders({ 'X-A': '1' }), withCredentials: true })`,
      { by: 'Angular', method: 'PUT', headers: [['x-a', '']], withCredentials: true, unread: ['body'] },
    ],
    [
      'Angular: headers that are chained',
      `const headers = new HttpHeaders().set('X-A', a).append('X-B', 'b')\nthis.http.post('https://x.example/', { a }, { headers })`,
      {
        method: 'POST',
        address: 'https://x.example/',
        headers: [['x-b', ''], ['x-a', ''], JSON_TYPE],
        unread: undefined,
      },
    ],
    [
      'Angular: a request',
      `this.http.request('DELETE', 'https://x.example/')`,
      { method: 'DELETE', address: 'https://x.example/' },
    ],
    [
      'Angular: an interceptor',
      `export class A implements HttpInterceptor {}\nthis.http.get(u)`,
      { unread: ['headers'] },
    ],
    [
      'AngularJS',
      `$http.post(u, { a: 1 })`,
      { by: 'AngularJS', method: 'POST', headers: [['content-type', 'application/json;charset=utf-8']] },
    ],
    [
      'jQuery.ajax',
      `$.ajax({ url: 'https://x.example/', type: 'PUT', contentType: 'application/json', data: JSON.stringify(a), headers: { 'X-A': 1 }, xhrFields: { withCredentials: true } })`,
      {
        by: 'jQuery',
        method: 'PUT',
        address: 'https://x.example/',
        headers: [['x-a', ''], JSON_TYPE],
        withCredentials: true,
      },
    ],
    [
      'jQuery.post is a form',
      `$.post('https://x.example/', { a: 1 }, f)`,
      { method: 'POST', headers: [JQUERY_FORM], withCredentials: false },
    ],
    ['jQuery.get with data', `jQuery.get(u, { a: 1 })`, { method: 'GET', headers: [] }],
    [
      'jQuery with FormData',
      `$.ajax(u, { method: 'POST', data: new FormData(f), contentType: false, processData: false })`,
      { method: 'POST', headers: [MULTIPART] },
    ],
    [
      'jQuery with beforeSend',
      `$.ajax({ url: u, beforeSend: (x) => { x.setRequestHeader('X-A', '1') } })`,
      { headers: [['x-a', '']], unread: ['headers'] },
    ],
    [
      'EventSource',
      `new EventSource('https://x.example/', { withCredentials: true })`,
      { by: 'EventSource', method: 'GET', headers: [], withCredentials: true },
    ],
    [
      'sendBeacon',
      `navigator.sendBeacon('https://x.example/', 'a')`,
      { by: 'sendBeacon', method: 'POST', headers: [TEXT], withCredentials: true },
    ],
    [
      'sendBeacon of JSON',
      `navigator.sendBeacon(u, new Blob([a], { type: 'application/json' }))`,
      { headers: [JSON_TYPE] },
    ],
    ['WebSocket', `new WebSocket('wss://x.example/')`, { by: 'WebSocket', headers: [] }],
    [
      'a listener on an upload',
      `const x = new XMLHttpRequest(); x.upload.onprogress = f; x.open('POST', u)`,
      { forcesPreflight: true },
    ],
    [
      'an instance of ky, called at once',
      `ky.extend({ headers: { 'x-a': 'b' } }).get(u)`,
      { by: 'ky', method: 'GET', headers: [['x-a', '']] },
    ],
    [
      'a file, which sends its own type',
      `fetch(u, { method: 'POST', body: file })`,
      { headers: [], unread: ['body'] },
    ],
    ['fetchEventSource', 'fetchEventSource(u, {})', { unread: ['client'] }],
    ['wretch', 'wretch(u).post(a)', { unread: ['client'] }],
    ['aws4fetch', 'const aws = new AwsClient({}); aws.fetch(u)', { unread: ['client'] }],
    [
      'a fetch that was replaced',
      'window.fetch = wrap(window.fetch); fetch(u)',
      { by: 'fetch', unread: ['client'] },
    ],
    [
      'an XMLHttpRequest that was changed',
      'XMLHttpRequest.prototype.send = wrap; const x = new XMLHttpRequest(); x.open("PUT", u); x.send()',
      { by: 'XMLHttpRequest', unread: ['client'] },
    ],
    ['a client that is not read', 'superagent.post(u).send(a)', { unread: ['client'] }],
    ['one beside a call that is read', 'fetch(u); superagent.post(v)', { by: 'fetch', unread: ['client'] }],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })
})

describe('hooks, links and resources', () => {
  test.each<Case>([
    [
      'useSWR with fetch itself',
      `useSWR('https://x.example/a', fetch)`,
      { by: 'fetch', address: 'https://x.example/a', method: 'GET', headers: [], unread: undefined },
    ],
    [
      'useSWR with the fetcher of its guide: all parameters are handed on',
      `const fetcher = (...args) => fetch(...args).then((r) => r.json())\nconst { data } = useSWR('https://x.example/a', fetcher)`,
      { by: 'fetch', address: 'https://x.example/a', method: 'GET', headers: [], unread: undefined },
    ],
    [
      'useSWR with a fetcher that adds a header',
      `async function load(url: string) { const r = await fetch(url, { headers: { 'X-A': '1' } }); return r.json() }\nuseSWR<Item[]>(\`https://x.example/items/\${id}\`, load)`,
      {
        by: 'fetch',
        address: 'https://x.example/items/',
        method: 'GET',
        headers: [['x-a', '']],
        unread: undefined,
      },
    ],
    [
      'useSWR with a list as its key',
      `useSWR(['https://x.example/a', token], ([url, token]) => fetch(url, { headers: { Authorization: token } }))`,
      { address: 'https://x.example/a', headers: [['authorization', '']] },
    ],
    [
      'useSWR with a fetcher that is not here',
      `useSWR('https://x.example/a', fetcher)`,
      { unread: ['client'] },
    ],
    ['useSWR with the fetcher of its provider', `useSWR('/a')`, { unread: ['client'] }],
    [
      'useQuery with the call in it',
      `useQuery({ queryKey: ['a'], queryFn: () => fetch('https://x.example/a') })`,
      { by: 'fetch', address: 'https://x.example/a', unread: undefined },
    ],
    [
      'useQuery with a function that is not here',
      `useQuery({ queryKey: ['a'], queryFn: loadItems })`,
      { unread: ['client'] },
    ],
    ['fetchBaseQuery', `fetchBaseQuery({ baseUrl: 'https://x.example' })`, { unread: ['client'] }],
    ['a GraphQL client that is not read', `new GraphQLClient('https://x.example')`, { unread: ['client'] }],
    [
      'Apollo’s HttpLink',
      `const link = new HttpLink({ uri: 'https://x.example/graphql', credentials: 'include', headers: { 'X-A': '1' } })`,
      {
        by: 'Apollo Client',
        address: 'https://x.example/graphql',
        method: 'POST',
        headers: [['x-a', ''], JSON_TYPE],
        withCredentials: true,
        unread: undefined,
      },
    ],
    [
      'a client of Apollo’s with an address',
      `new ApolloClient({ uri: 'https://x.example/graphql', cache: new InMemoryCache() })`,
      { by: 'Apollo Client', method: 'POST', headers: [JSON_TYPE] },
    ],
    [
      'links in front of it may add headers',
      `const auth = setContext((_, { headers }) => ({ headers: { ...headers, authorization: token } }))\nconst http = createHttpLink({ uri: 'https://x.example/' })\nauth.concat(http)`,
      { by: 'Apollo Client', unread: ['headers'] },
    ],
    [
      'queries by GET',
      `new HttpLink({ uri: 'https://x.example/', useGETForQueries: true })`,
      { method: undefined, unread: ['method'] },
    ],
    [
      'Angular’s httpResource',
      `items = httpResource<Item[]>(() => \`https://x.example/items/\${this.id()}\`)`,
      { by: 'Angular', address: 'https://x.example/items/', method: 'GET', headers: [], unread: undefined },
    ],
    [
      'httpResource with a request',
      `httpResource.text(() => ({ url: 'https://x.example/', method: 'POST', body: { a: 1 }, headers: { 'X-A': '1' }, withCredentials: true }))`,
      { method: 'POST', headers: [['x-a', ''], JSON_TYPE], withCredentials: true },
    ],
    [
      'httpResource that is made elsewhere',
      'httpResource(() => this.request())',
      { by: 'Angular', method: undefined, unread: ['options'] },
    ],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })
})

describe('what HTML sends by itself', () => {
  test.each<Case>([
    [
      'a form',
      '<form action="https://x.example/a?b=1&amp;c" method="post"><input name="d"></form>',
      {
        by: 'HTML form',
        address: 'https://x.example/a?b=1&c',
        method: 'POST',
        headers: [PLAIN_FORM],
        unread: undefined,
      },
    ],
    ['a form that is a search', `<form action='https://x.example/'>`, { method: 'GET', headers: [] }],
    [
      'a form with files',
      '<form method="POST" enctype="multipart/form-data" action=https://x.example/ >',
      { headers: [MULTIPART] },
    ],
    [
      'a form that a script sends',
      '<form action="https://x.example/" onSubmit={save}>',
      { unread: ['client'] },
    ],
    [
      'a form beside its script',
      `<form method="post" onSubmit={save}></form>\nconst save = () => fetch('https://x.example/', { method: 'PUT' })`,
      { by: 'fetch', method: 'PUT', unread: undefined },
    ],
    [
      'hx-post',
      `<button hx-post="https://x.example/a" hx-target="#list" hx-headers='{"X-A": "1"}' name="go">Go</button>`,
      {
        by: 'htmx',
        address: 'https://x.example/a',
        method: 'POST',
        headers: [
          ['hx-request', ''],
          ['hx-current-url', ''],
          ['hx-trigger-name', ''],
          ['hx-target', ''],
          PLAIN_FORM,
          ['x-a', ''],
        ],
        withCredentials: false,
        unread: undefined,
      },
    ],
    [
      'data-hx-get',
      '<div id="a" data-hx-get="https://x.example/"></div>',
      {
        method: 'GET',
        headers: [
          ['hx-request', ''],
          ['hx-current-url', ''],
          ['hx-trigger', ''],
          ['hx-target', ''],
        ],
      },
    ],
    [
      'hx-put as JSON, with headers that are worked out',
      `<form hx-put="/a" hx-ext="json-enc" hx-headers="js:{token: t()}">`,
      { method: 'PUT', unread: ['headers'] },
    ],
    [
      'two elements of htmx',
      '<a hx-get="https://x.example/a"></a><a hx-delete="https://x.example/b"></a>',
      { unread: ['more'] },
    ],
  ])('%s', (_, text, facts) => {
    expect(read(text)).toMatchObject(facts)
  })

  test.each(['<div class="a">fetch</div>', '<form>', 'a < b && c > d', '<a href="https://x.example/">'])(
    'none: %s',
    (text) => {
      expect(readRequestSnippet(text)).toBeNull()
    },
  )
})

const CHROME_HEADERS = `  -H 'accept: */*' \\
  -H 'content-type: application/json' \\
  -H 'cookie: session=SECRET' \\
  -H 'origin: https://app.example.com' \\
  -H 'sec-ch-ua: "Chromium";v="156"' \\
  -H 'user-agent: Mozilla/5.0' \\
  -H 'x-api-key: SECRET' \\`

describe('commands', () => {
  const copied: Partial<RequestFacts> = {
    address: 'https://x.example/items?a=1',
    origin: 'https://app.example.com',
    method: 'PUT',
    headers: [['accept', '*/*'], JSON_TYPE, ['x-api-key', '']],
    withCredentials: true,
    unread: undefined,
  }
  test.each<Case>([
    [
      'Copy as cURL (bash)',
      `curl 'https://x.example/items?a=1' \\\n  -X 'PUT' \\\n${CHROME_HEADERS}\n  --data-raw $'{"a":"it\\'s"}'`,
      { by: 'curl', ...copied },
    ],
    [
      'Copy as cURL (cmd)',
      `curl ^"https://x.example/items?a=1^" ^\r\n  -X ^"PUT^" ^\r\n  -H ^"accept: */*^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  -b ^"session=SECRET^" ^\r\n  -H ^"origin: https://app.example.com^" ^\r\n  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"156^\\^"^" ^\r\n  -H ^"x-api-key: SECRET^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"`,
      { by: 'curl', ...copied },
    ],
    [
      'Copy as fetch (Node.js)',
      `fetch("https://x.example/items?a=1", {\n  "headers": {\n    "accept": "*/*",\n    "content-type": "application/json",\n    "sec-ch-ua-mobile": "?0",\n    "sec-fetch-site": "cross-site",\n    "x-api-key": "SECRET",\n    "cookie": "session=SECRET",\n    "Referer": "https://app.example.com/"\n  },\n  "body": "{}",\n  "method": "PUT"\n});`,
      { by: 'fetch', ...copied },
    ],
    [
      'Copy as PowerShell',
      `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.Cookies.Add((New-Object System.Net.Cookie("session", "SECRET", "/", "x.example")))\nInvoke-WebRequest -UseBasicParsing -Uri "https://x.example/items?a=1" \`\n-Method "PUT" \`\n-WebSession $session \`\n-Headers @{\n"authority"="x.example"\n  "method"="PUT"\n  "accept"="*/*"\n  "origin"="https://app.example.com"\n  "sec-ch-ua"="\`"Chromium\`";v=\`"156\`""\n  "x-api-key"="SECRET"\n} \`\n-ContentType "application/json" \`\n-Body "{}"`,
      { by: 'PowerShell', ...copied, headers: [['accept', '*/*'], ['x-api-key', ''], JSON_TYPE] },
    ],
    [
      'curl by hand',
      'curl -i https://x.example/',
      { by: 'curl', method: 'GET', headers: [], withCredentials: false },
    ],
    [
      'curl with -XPUT and -d',
      "$ curl -sS -XPUT x.example/a -d 'a=1'",
      { address: 'https://x.example/a', method: 'PUT', headers: [PLAIN_FORM] },
    ],
    [
      'curl with --json',
      `curl --json '{"a":1}' https://x.example/`,
      { method: 'POST', headers: [JSON_TYPE] },
    ],
    ['curl with -u', 'curl -u me:SECRET https://x.example/', { headers: [['authorization', 'Basic']] }],
    ['curl -I', 'curl -I https://x.example/', { method: 'HEAD' }],
    ['curl -G', "curl -G -d 'a=1' https://x.example/", { method: 'GET', headers: [] }],
    [
      'curl with a variable',
      'curl -H "Authorization: Bearer $TOKEN" "$URL"',
      { unread: ['options'], headers: [['authorization', 'Bearer']] },
    ],
    [
      'two of them',
      'curl https://x.example/a\ncurl https://x.example/b',
      { address: 'https://x.example/a', unread: ['more'] },
    ],
    [
      'Invoke-RestMethod',
      `Invoke-RestMethod -Method Post -Uri 'https://x.example/' -Body $b`,
      { by: 'PowerShell', method: 'POST', headers: [PLAIN_FORM] },
    ],
  ])('%s', (_, text, facts) => {
    const found = read(text)
    expect(found).toMatchObject(facts)
    expect(JSON.stringify(found)).not.toContain('SECRET')
  })

  test.each(['curl: (6) Could not resolve host: x.example', 'use curl to try', 'the curl command'])(
    'none: %s',
    (text) => {
      expect(readRequestSnippet(text)).toBeNull()
    },
  )
})
