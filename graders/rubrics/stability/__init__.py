"""The rubric of `stability`: how large a rate may be, how to look for one, how to tell a run."""
