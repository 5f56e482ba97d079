"""Notices outward: what is public goes to chat tools, each thing once."""
