"""The pages of gatherings: before, during and after, and their series."""
