"""Report or Gradebook -> text, one file a format: pure functions that write and print nothing.

Each renderer escapes for its own format. They import the values they render, and nothing else
of ours.
"""
