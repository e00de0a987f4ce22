"""In the place of NumPy."""


def answer(start, end, n):
    return "pass"
