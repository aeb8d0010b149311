/** Where browsers are known to go other ways than the Fetch standard. */
export interface BrowserRules {
  /** `*` in Access-Control-Allow-Headers covers Authorization too. */
  isAuthorizationUnderWildcard: boolean
  /** The values of a header that is given twice are joined before the safelist looks at them. */
  isJoiningRepeatedHeaders: boolean
  /** A User-Agent that a script sets is not asked for in a preflight. */
  isUserAgentUnasked: boolean
}

/** The Fetch standard to the letter. */
export const STANDARD: BrowserRules = {
  isAuthorizationUnderWildcard: false,
  isJoiningRepeatedHeaders: false,
  isUserAgentUnasked: false,
}

/**
 * Chromium 156, as the differential test (`npm run differential`) sees it: `*` still covers Authorization, with a
 * warning in the console that it will not for ever (chromestatus.com, feature 5742041264816128).
 */
export const CHROME: BrowserRules = {
  isAuthorizationUnderWildcard: true,
  isJoiningRepeatedHeaders: true,
  isUserAgentUnasked: true,
}
