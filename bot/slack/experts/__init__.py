"""Questions without an answer, put to the team: asked, answered by whoever knows, and brought back."""
