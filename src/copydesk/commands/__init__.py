"""The commands of `copydesk`, a module each: `configure(parser)` says what it takes, `run(given)` does it."""
