"""SQLite, with its writers in this process in a queue: whoever asks first writes first."""
