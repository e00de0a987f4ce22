"""What each limit that a submission met is called, and what to say about it. Text only."""

from collections.abc import Mapping
from dataclasses import dataclass

from graders.recording import Outcome


@dataclass(frozen=True)
class Met:
    """A limit that was met: its word, what happened (`{}` is how much it allows), why, what to try.

    `happened` goes on after what was called.
    """

    word: str
    happened: str
    why: str
    try_: str


ENDLESS = "A loop that never ends, or training far longer than the task needs, looks like this."

MET: Mapping[str, Met] = {
    "processor": Met(
        "out_of_time",
        "your code used more than the {} of processor time allowed for all calls of this task, "
        "and was ended",
        ENDLESS,
        "look for a `while` whose condition never becomes false, and for training that goes on "
        "for longer than it has to.",
    ),
    "clock": Met(
        "never_finished",
        "your code had not finished after the {} allowed on the clock, and was ended",
        "It waited for something that never came, or worked far longer than the task needs.",
        "look for `sleep`, for a thread or a lock that is waited for, and for an endless loop.",
    ),
    "memory": Met(
        "out_of_memory",
        "your code used more memory than the {} allowed",
        "These tasks need a few megabytes at most.",
        "look for a list or an array that grows without end.",
    ),
    "threads": Met(
        "too_many_threads",
        "your code started more threads than the {} allowed",
        "No task needs a thread of your own; TensorFlow has its own already.",
        "look for a thread, or a pool of them, that is started in a loop.",
    ),
    "processes": Met(
        "too_many_processes",
        "your code started more processes than the {} allowed",
        "No task needs another process.",
        "do the work in Python, in this process.",
    ),
    "open_files": Met(
        "too_many_open_files",
        "your code had more files open at once than the {} allowed",
        "A file stays open until it is closed, and each takes a place.",
        "open files with `with open(...) as file:`, which closes them.",
    ),
    "file_size": Met(
        "file_too_large",
        "your code wrote a file larger than the {} allowed",
        "A model of these tasks takes less than a megabyte.",
        "look for writing in a loop, and save what is needed once.",
    ),
    "scratch": Met(
        "folder_too_large",
        "the files that your code wrote took more than the {} allowed for all together",
        "A model of these tasks takes less than a megabyte.",
        "save what is needed once, under one name, instead of at every step.",
    ),
    "scratch_files": Met(
        "too_many_files",
        "your code made more files and folders than the {} allowed, or ones nobody can look into",
        "No task needs more than a few files.",
        "save what is needed once, under one name, instead of at every step.",
    ),
}

WITHOUT_A_NAME = {"timeout": "clock", "memory": "memory"}


def limit_of(outcome: Outcome) -> str:
    """The limit that was met, also where only the ending tells; empty where none was."""
    return outcome.limit or WITHOUT_A_NAME.get(outcome.ending, "")
