"""Records for what was there before the function, or before its newest policy.

list -> filter -> process and guarded write -> tally: small functions that every engine strings together. What stands in
a place already is told from one listing, the write is the function's own, so a backfill may run beside the live
function, be killed, and be run again: it goes on where records are missing.
"""
