"""Looking after what is said: whom I do not read, what is wrong, what waits, what was decided."""
