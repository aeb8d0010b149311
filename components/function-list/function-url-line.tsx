import { clsx } from 'clsx'
import { Fragment } from 'react'
import { URL_COLUMNS, URL_LINE_LOOK, urlCellLook } from '@/components/function-list/url-columns'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { qualifierOfArn } from '@/lib/identity/arn'
import type { FunctionIdentity } from '@/lib/identity/schema'

interface FunctionUrlLineProps {
  identity: FunctionIdentity
  config: FunctionUrlConfig
}

/** A function URL in a row of the list. */
export function FunctionUrlLine({ identity, config }: FunctionUrlLineProps) {
  const { account, region, functionName } = identity
  const url = { account, region, functionName, qualifier: qualifierOfArn(config.FunctionArn) }
  return (
    <li className={clsx('flex min-h-6 flex-wrap items-center gap-x-3 text-small', URL_LINE_LOOK)}>
      {URL_COLUMNS.map((column) => (
        <Fragment key={column.head}>
          {column.startsLine && <span aria-hidden className="basis-full xl:hidden" />}
          <column.Cell identity={url} config={config} className={urlCellLook(column)} />
        </Fragment>
      ))}
    </li>
  )
}
