"""This course under nbgrader: its commands, its gradebook and formgrader, with our grader's marks.

`nbgrader_config.py` at the course's root names what stands here. nbgrader is an extra: nothing
outside this folder and `cli/autograde.py` imports it.
"""
