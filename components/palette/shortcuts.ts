/** One shortcut as the sheet shows it. */
export interface Shortcut {
  /** Pressed together; `Mod` is Ctrl, and ⌘ on a Mac. */
  keys: readonly string[]
  /** Pressed one after the other, not together. */
  isSequence?: boolean
  /** Without Ctrl or ⌘: it can be switched off. */
  isCharacter?: boolean
  does: string
}

/** A second key after `g`, and the page it goes to. */
export const GO_TO = { u: 'Function URLs', f: 'Functions', i: 'Findings', a: 'Activity' } as const

/** Everything that a key does on more than one page. */
export const SHORTCUTS: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: ['Mod', 'K'], does: 'Search everything, and do something' },
      { keys: ['Mod', 'Enter'], does: 'The main button of the page or dialog' },
      { keys: ['Esc'], does: 'Close the dialog or the list; clear the search' },
      { keys: ['/'], isCharacter: true, does: 'Go to the search of the page' },
      { keys: ['?'], isCharacter: true, does: 'Show this list' },
    ],
  },
  {
    title: 'Lists and choices',
    shortcuts: [
      { keys: ['↑'], does: 'The one before' },
      { keys: ['↓'], does: 'The next one' },
      { keys: ['Enter'], does: 'Choose it' },
    ],
  },
]

/** How the key that is Ctrl elsewhere is called on this computer; in the browser only. */
export const modName = (): string => (/mac|iphone|ipad/iu.test(navigator.userAgent) ? '⌘' : 'Ctrl')
