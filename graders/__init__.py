"""lrgrade: an auto-graded course on learning rates for fine-tuning, and the grader behind it.

This module holds the version only. It must not import anything: `lrgrade --help` and the warm
process both start here.
"""

__version__ = "0.1.0"
