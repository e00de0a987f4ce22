"""Marks short explanations: text -> which concepts were said, where, and how sure that is.

Deterministic, offline, NumPy only. It reads a rubric's `marking/` folder as data and knows no
prompt by name; it fits nothing (graders/authoring/fit_marker.py does).
"""
