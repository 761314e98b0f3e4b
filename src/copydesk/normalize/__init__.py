"""From an `Article` as read to its headline, byline, dateline, dates and safe markup."""
