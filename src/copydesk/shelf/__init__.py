"""Where articles stand with their records and decisions: beside files, or in a bucket."""
