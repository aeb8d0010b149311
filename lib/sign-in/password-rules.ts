const LEAST_LENGTH = 12
const MOST_LENGTH = 200

/** Of the lists of stolen passwords, the most common that are long enough. */
const COMMON = new Set(
  `123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 password1234 password12345
  password123456 passwordpassword password1password qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopasdf
  qwertyuiopasdfghjkl 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i zaq12wsxcde3 1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv
  iloveyou1234 iloveyouforever administrator administrator1 adminadmin12 adminadminadmin changemenow1 changeme1234
  letmeinplease welcome12345 welcome123456 welcomewelcome unbelievable sunshine1234 princess1234 football1234
  baseball1234 superman1234 trustno1trustno1 abcdefghijkl abcdefghijklmnop abcdefghijklmnopqrstuvwxyz abcd12345678
  abc123abc123 asdfghjkl123 zxcvbnm12345 correcthorsebatterystaple masterpassword secretpassword mypassword123
  mypassword1234 lambdalambda functionurlconsole amazonwebservices passw0rd1234 p@ssw0rd1234 p@ssword1234
  companyname123 summer2026summer winter2026winter`.split(/\s+/),
)

/** What is wrong with a password, in a sentence; nothing where it may be used. */
export function passwordProblem(password: string, login: string): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < LEAST_LENGTH) return `Use at least ${LEAST_LENGTH} characters.`
  if (plain.length > MOST_LENGTH) return `Use at most ${MOST_LENGTH} characters.`
  const name = login.toLowerCase().split('@')[0] ?? ''
  if (plain === login.toLowerCase() || (name.length >= 4 && plain.replaceAll(name, '').length < 6))
    return 'Use something else than your login.'
  if (COMMON.has(plain)) return 'This is one of the passwords that are tried first. Use another one.'
  if (new Set(plain).size < 5) return 'Use more than a few different characters.'
  return undefined
}
