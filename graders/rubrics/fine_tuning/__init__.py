"""Everything that judges the assignment `fine_tuning`."""
