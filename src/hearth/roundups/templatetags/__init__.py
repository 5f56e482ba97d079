"""Words that only round-ups need in their pages and letters."""
