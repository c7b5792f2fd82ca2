"""Speed, as ratios inside one run. Absolute figures only show the scale: machines are noisy and differ."""
