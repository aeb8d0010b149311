import { Table } from '@/components/ui/table'

interface NumbersTableProps {
  label: string
  /** The first is of the rows' own names. */
  heads: readonly string[]
  rows: readonly { key: string | number; name: string; values: readonly string[] }[]
}

/** What a chart shows, as numbers: for those who cannot see it, and for whoever wants them exactly. */
export function NumbersTable({ label, heads, rows }: NumbersTableProps) {
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table label={label} className="text-small tabular-nums">
        <thead className="text-mute">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="px-2 py-1 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, values }) => (
            <tr key={key} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap px-2 py-1 font-normal">
                {name}
              </th>
              {values.map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a number is its place in the row
                <td key={index} className="px-2 py-1">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
