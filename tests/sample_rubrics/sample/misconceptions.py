"""The known mistake of the made-up assignment."""

from graders.judge.declare import misconception


@misconception("X1", probes=("double",), says="It was squared.", try_="use 2, not **2.")
def squared(case):
    return case.returned["value"] == case.x**2
