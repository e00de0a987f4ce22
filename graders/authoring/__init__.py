"""Makes the course: new assignments, published files, and the proof that all of it holds."""
