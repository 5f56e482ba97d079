"""What must be true of the whole house."""
