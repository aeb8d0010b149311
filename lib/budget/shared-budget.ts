import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Budget, Granted } from '@/lib/budget/budget'
import { type BudgetRequest, type SharedShare, takeShares } from '@/lib/budget/budget-rows'
import { ownBudget } from '@/lib/budget/own-budget'
import type { Wanted } from '@/lib/budget/share'
import type { Target } from '@/lib/identity/schema'
import { logLine } from '@/lib/process/log'
import { singleton } from '@/lib/process/singleton'

/** So long a person waits for the database before the console goes by what it last knew; in milliseconds. */
const PATIENCE = 250
/** And so long it goes on so before it waits for the database again. */
const AWAY_FOR = 2_000

type Take = (requests: BudgetRequest[]) => Promise<SharedShare[]>
type Asked = Pick<BudgetRequest, 'key' | 'most'> & Wanted

interface Question {
  asked: Asked
  answer: (share: SharedShare | undefined) => void
}

/** What this process knows of one budget beside the database. */
interface Account {
  own: ReturnType<typeof ownBudget>
  spent: number
  isRefused: boolean
}

/**
 * One budget for each key between all processes on the database. What a process wants of all its budgets at one moment
 * is one transaction, and each takes what it can use at once: reading AWS in the background at full speed costs two or
 * three transactions a second, five where others wait too. Where the database does not answer, this process goes on
 * with its part of what was last known, and what it spent so is counted when the database is back.
 */
export class Clerk {
  private readonly accounts = new Map<string, Account>()
  private waiting: Question[] = []
  private isAsking = false
  private awayUntil = 0

  constructor(
    private readonly takeFrom: Take,
    private readonly now = () => performance.now(),
  ) {}

  budget(key: string, most: number): Budget {
    const account = this.accountOf(key, most)
    return {
      most,
      take: (wanted) => this.take({ key, most, ...wanted }, account),
      refused: () => {
        account.isRefused = true
        account.own.refused()
      },
    }
  }

  private accountOf(key: string, most: number): Account {
    const known = this.accounts.get(key)
    if (known) return known
    const account = { own: ownBudget(most, this.now), spent: 0, isRefused: false }
    this.accounts.set(key, account)
    return account
  }

  private async take(asked: Asked, account: Account): Promise<Granted> {
    if (this.now() < this.awayUntil) return this.takeOwn(asked, account)
    let isLate = false
    const share = this.ask(asked).then((answer) => {
      // Nobody waits for it any more: it goes back with the next request.
      if (isLate && answer) account.spent -= answer.calls
      return answer
    })
    const inTime = await Promise.race([share, after(PATIENCE)])
    if (inTime) {
      const { calls, rate } = inTime.bucket
      account.own.become({ calls: calls / inTime.processes, rate: rate / inTime.processes })
      return inTime
    }
    isLate = true
    this.awayUntil = this.now() + AWAY_FOR
    logLine({ level: 'warn', event: 'budget.alone', key: asked.key })
    return this.takeOwn(asked, account)
  }

  private async takeOwn({ people, background }: Asked, account: Account): Promise<Granted> {
    const granted = await account.own.take({ people, background })
    account.spent += granted.calls
    return granted
  }

  private ask(asked: Asked): Promise<SharedShare | undefined> {
    return new Promise((answer) => {
      this.waiting.push({ asked, answer })
      if (this.isAsking) return
      this.isAsking = true
      // Together with what else is wanted at this moment.
      setImmediate(() => void this.askAll())
    })
  }

  private async askAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const asking = firstOfEachKey(this.waiting)
      this.waiting = this.waiting.filter((each) => !asking.includes(each))
      const requests = asking.map(({ asked }) => this.requestOf(asked))
      const shares = await this.takeFrom(requests).catch(() => undefined)
      if (!shares) this.notCounted(requests)
      for (const [index, { answer }] of asking.entries()) answer(shares?.[index])
    }
    this.isAsking = false
  }

  /** What is told with the request is told once, unless the request fails. */
  private requestOf(asked: Asked): BudgetRequest {
    const { spent, isRefused } = this.accountOf(asked.key, asked.most)
    Object.assign(this.accountOf(asked.key, asked.most), { spent: 0, isRefused: false })
    return { ...asked, spent, isRefused }
  }

  private notCounted(requests: BudgetRequest[]): void {
    for (const { key, most, spent, isRefused } of requests) {
      const account = this.accountOf(key, most)
      account.spent += spent
      account.isRefused ||= isRefused
    }
  }
}

const firstOfEachKey = (questions: Question[]): Question[] =>
  questions.filter(
    ({ asked }, index) => questions.findIndex((other) => other.asked.key === asked.key) === index,
  )

const after = (milliseconds: number) =>
  new Promise<undefined>((resolve) => void setTimeout(resolve, milliseconds, undefined).unref())

/** What names a quota of AWS's in one account and region. */
export const budgetKey = (quota: string, { account, region }: Target): string =>
  `${quota} ${account}/${region}`

/** The budget of one quota in one account and region, shared with the other processes on the database. */
export function sharedBudget(key: string, most: number): Budget {
  const clerk = singleton('budget clerk', () => {
    const process = randomUUID()
    return new Clerk((requests) => takeShares(process, requests))
  })
  return clerk.budget(key, most)
}
