"""Grading what a pull request brings, without ever checking it out: its files are read as data."""
