// Loaded into every server that a start command or a test starts: when its parent is gone, even by kill -9,
// it ends as if it had been asked to, and leaves no port and no database behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
