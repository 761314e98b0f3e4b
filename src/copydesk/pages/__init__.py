"""Pages for people: one self-contained file each, without a script, that asks nothing of any host."""
