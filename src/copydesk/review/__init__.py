"""From an understood article to findings, and from findings to a verdict."""
