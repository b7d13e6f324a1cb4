"""The matcher: question -> normalised -> candidates -> scores -> decision."""
