"""Hearth: a home for a community of practice. Said, sorted, done, told."""
