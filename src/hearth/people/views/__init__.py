"""Pages of people: joining, signing in by a link, one's own page, lists, and the stewards'."""
