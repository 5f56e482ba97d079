"""What templates of people say beyond the ground: facts for a passkey."""
