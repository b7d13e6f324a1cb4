"""Questions and their answers, and what is pressed under them."""
