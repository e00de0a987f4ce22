"""Recording -> Report: pytest runs the rubric's checks over what was seen.

It imports neither TensorFlow nor a submission, and runs no student code.
"""
