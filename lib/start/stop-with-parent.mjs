// Loaded into every process that a start command or a test starts: when its parent is gone, even by kill -9,
// it ends as if it had been asked to, and leaves no port and no database behind.
// Node hands `--import` on to workers; their channels are none of our business.
if (process.env.STOP_WITH_PARENT === String(process.ppid)) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
}
