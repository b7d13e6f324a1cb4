"""How the matcher's weights are fitted; `python -m tests.quality.fit_weights` does it."""
