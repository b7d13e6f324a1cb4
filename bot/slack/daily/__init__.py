"""A principle a day, as people set it up, look at it and change it."""
