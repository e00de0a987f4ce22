"""Grades many submissions side by side: a pool of processes, each with a warm process of its own.

The engine takes any `concurrent.futures.Executor`; a worker keeps its warm process from one
submission to the next. A worker that dies costs nobody a report: what it held is tried again.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing.util import Finalize

from graders import rubrics
from graders.grade import Settings, grade
from graders.record import CHILD, PRELOAD, readable
from graders.report import Report
from graders.sandbox import Runner, start
from graders.submission import Refusal, Submission

TRIES = 3


def local_pool(workers: int) -> Executor:
    """A pool of this machine's processes; Ctrl-C reaches the caller only."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def end_workers() -> None:
    """End every worker at once, whatever it does; their children end with them."""
    for process in multiprocessing.active_children():
        process.kill()


def grade_class(
    items: Sequence[Submission | Refusal],
    settings: Settings,
    make_executor: Callable[[], Executor],
) -> Iterator[tuple[int, Report]]:
    """Each item's place and report, as they are finished. Raises OSError when a disk is full."""
    left = dict(enumerate(items))
    for _ in range(TRIES):
        with make_executor() as executor:
            waiting = {executor.submit(grade_here, item, settings): n for n, item in left.items()}
            for future in as_completed(waiting):
                try:
                    report = future.result()
                except BrokenExecutor:
                    continue
                del left[waiting[future]]
                yield waiting[future], report
        if not left:
            return
    for place, item in left.items():
        yield place, _given_up(item, settings)


def grade_here(item: Submission | Refusal, settings: Settings) -> Report:
    """Grade one item in this process, with this process's own warm one."""
    return grade(item, rubrics.load_all(), settings, own_runner)


@cache
def own_runner() -> Runner:
    """This process's runner, started at its first use and closed when the process ends."""
    runner = start(CHILD, PRELOAD, readable())
    Finalize(None, runner.close, exitpriority=1)
    return runner


def _given_up(item: Submission | Refusal, settings: Settings) -> Report:
    from graders.judge.scope import Scope
    from graders.judge.unjudged import grader_failed

    if isinstance(item, Refusal):
        raise AssertionError("a refusal cannot end a worker")
    reason = f"The grader's own process ended {TRIES} times on this submission."
    return grader_failed(item, rubrics.load_all()[item.assignment], Scope(settings.hidden), reason)


def _begin() -> None:
    """Leave Ctrl-C to the caller, and end when it has ended: no pool tells its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_caller, daemon=True).start()


def _end_with_the_caller() -> None:
    if caller := multiprocessing.parent_process():
        caller.join()
        os._exit(1)


def default_workers(submissions: int) -> int:
    """One worker for each core that this process may use, but no more than there is work."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(cores or 1, submissions))
