"""The inks of every chart, in the reports and in notebook 60."""

INK, MUTED, RULE, BAND = "#1d2429", "#59646d", "#c9d0d6", "#eef1f4"
# Blue and orange: told apart by every common kind of colour vision, and by line style as well.
TARGET, ASKED, ACTUAL = "#1f4e79", "#b35900", "#1d2429"
BAR = "#4a7fb0"
