"""Tests of intake; `samples` holds the small rubrics that they read with."""
