"""The crash harness of what goes between people: an expert's answer to whoever asked, and the weekly digest."""
