"""From everything found out to the published record, and its guarded write."""
