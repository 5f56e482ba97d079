"""What people fill in to sort, to answer and to ask."""
