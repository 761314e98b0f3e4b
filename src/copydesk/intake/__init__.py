"""From the bytes in the bucket to one `Article`."""
