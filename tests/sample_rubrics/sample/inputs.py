"""The cases of the made-up assignment, not in the rubric's order."""

from graders.recording import Case


def cases(seed):
    yield Case("name", {}, "name()")
    yield Case("double", {"x": 1.5}, "double(1.5)")
    yield Case("double", {"x": 4.0}, "double(4.0)")
    yield Case("double", {"x": 731.25 + seed}, f"double({731.25 + seed})", visible=False)
