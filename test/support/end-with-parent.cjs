// Loaded before a server program under test: the program must not outlive the test that started it.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
