import type { CorsProblem } from '@/lib/cors/pasted/read-browser-message'

/** How Firefox begins its messages about CORS in the languages it has most readers in. */
const BEGINNINGS =
  /Cross-Origin\) Anfrage blockiert|requête multi-?origines? \(Cross-Origin Request\)|multi-?origine bloqu|Solicitud desde otro origen bloqueada|Solicitud de origen cruzado bloqueada|Richiesta multiorigine \(cross-origin\) bloccata|Requisição cross-origin bloqueada|Pedido de origem cruzada bloqueado|Cross-Origin-aanvraag geblokkeerd|Zablokowano żądanie|Запрос из постороннего источника заблокирован|クロスオリジン要求をブロック|已拦截跨源请求|已封鎖跨來源請求|교차 출처 요청 차단/i

/** What stays the same in every language: names of headers, and words that are close to them. */
const NAMED: readonly (readonly [CorsProblem, RegExp])[] = [
  ['credentials-not-allowed', /Access-Control-Allow-Credentials/],
  ['method-not-allowed', /Access-Control-Allow-Methods/],
  ['header-not-allowed', /Access-Control-Allow-Headers/],
  ['wildcard-with-credentials', /Access-Control-Allow-Origin['"»”」]* ?\S{0,12} ?['"«“「]? ?\*/],
  [
    'allow-origin-missing',
    /Access-Control-Allow-Origin.{0,12}(fehlt|manqu|falta|mancante|ausente|ontbreekt|brak|отсутству|足り|欠|ありません|缺少|遺失|없)|(缺少|falta|brak|fehl\w*|отсутству\S*) .{0,40}Access-Control-Allow-Origin/i,
  ],
]

/** What Firefox says of CORS in another language than English, as far as its names tell; `null` for other texts. */
export function readInOtherLanguage(text: string): CorsProblem | null {
  if (!BEGINNINGS.test(text)) return null
  return NAMED.find(([, names]) => names.test(text))?.[0] ?? 'unnamed'
}
