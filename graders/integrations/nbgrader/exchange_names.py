"""What nbgrader calls its own files beside a submission. Data only: students' side uses it too."""

TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"
"""What nbgrader names a student's feedback after, so that nobody else finds it."""
