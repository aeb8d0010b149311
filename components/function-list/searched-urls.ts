import { idOfAddress } from '@/lib/function-urls/address-id'
import type { FunctionUrlsPage } from '@/lib/function-urls/queries'
import type { SearchedUrl } from '@/lib/functions/search'
import { qualifierOfArn } from '@/lib/identity/arn'

/** What a page of function URLs holds for a search. */
export const searchedUrls = ({ FunctionUrlConfigs }: FunctionUrlsPage): SearchedUrl[] =>
  FunctionUrlConfigs.map(({ FunctionUrl, FunctionArn, AuthType }) => ({
    id: idOfAddress(FunctionUrl),
    qualifier: qualifierOfArn(FunctionArn),
    authType: AuthType,
  }))
