"""What runs inside the sandbox: load the student's module, run the probes, send the results.

It never judges, and holds nothing that a student must not see.
"""
