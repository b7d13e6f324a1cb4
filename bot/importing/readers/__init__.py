"""One reader a format: text in, blocks (or questions) out."""
