"""Where the labelled questions are, and which of them the weights are fitted on; the others are for looking only."""

from pathlib import Path

QUESTIONS = Path(__file__).parents[1] / "questions"

FITTED_ON = ("dev", "tune", "train", "situations", "negatives", "near")
