/** What controls say that would change something, where the console is for reading only. */
export const READ_ONLY_REASON = 'The console is in read-only mode (CONSOLE_READ_ONLY).'
