"""Which files of labelled questions the weights are fitted on; the others are for looking only."""

FITTED_ON = ("dev", "tune", "train", "negatives")
