"""One module a family of rules; a rule is a function from a `Case` to its findings."""
