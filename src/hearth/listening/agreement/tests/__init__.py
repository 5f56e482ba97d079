"""What must hold of the agreement map's maths."""
