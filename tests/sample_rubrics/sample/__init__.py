"""A made-up assignment: two functions, a quiz, and one known mistake."""
