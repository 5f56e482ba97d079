"""What people open: reading, the draft, the rota, flags, and how often it comes."""
