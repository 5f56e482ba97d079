"""What people do at the front door."""
