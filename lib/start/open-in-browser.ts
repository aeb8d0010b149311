import { spawn } from 'node:child_process'

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' }

/** Opens an address where the system has a program for it; else the person opens it, who has it in the terminal. */
export function openInBrowser(address: string): void {
  const opener = OPENERS[process.platform]
  if (!opener) return
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
