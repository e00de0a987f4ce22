"""What the filter answers to each system call, read from the filter itself; and that it holds."""

import errno
import json
import sys

import pytest

from graders.sandbox import refused_calls, system_calls

from . import calls_that_are_made as listed
from .conftest import what_this_machine_lacks
from .filter_program import ENDS_THE_PROCESS, HERE, KINDS_OF_PROCESSOR, MADE, answer

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or HERE is None or bool(what_this_machine_lacks()),
    reason="there is no filter, or not for a processor that these tests know",
)

ABOVE = 1 << 32
"""A bit that the kernel does not look at where an argument is an `int`."""
NAMES_PARTED = 424
"""From this number on calls are the same everywhere; below it, one without a name is none."""
I386 = 0x40000003


@pytest.fixture(scope="module")
def program():
    return system_calls.program()


@pytest.fixture(scope="module")
def ask(program):
    """The answer to a call by its name and arguments."""
    return lambda name, *arguments: answer(program, number(name), arguments)


def number(name):
    newer = {name: number for number, name in listed.SINCE_436.items()}
    return newer.get(name) or system_calls.library().resolve_syscall(0, name)


def name(number):
    if number in listed.SINCE_436:
        return listed.SINCE_436[number]
    try:
        return system_calls.library().resolve_syscall(0, number).decode()
    except ValueError:
        return "" if number < NAMES_PARTED else f"call {number}"


KNOWN_CALLS = [] if what_this_machine_lacks() else [name(each) for each in range(470)]
KNOWN_CALLS = [each for each in KNOWN_CALLS if each]


ANSWERS = (
    (listed.MADE, MADE),
    (listed.NO_NETWORK, errno.ENETDOWN),
    (listed.AS_IF_DONE, 0),
    (listed.AS_IF_MISSING, errno.ENOSYS),
    (listed.NOT_SUPPORTED, errno.EOPNOTSUPP),
)


def expected(call):
    """What a child has to be answered to a call."""
    return next((told for calls, told in ANSWERS if call in calls.split()), errno.EPERM)


@pytest.mark.parametrize("call", KNOWN_CALLS)
def test_a_call_is_made_only_if_it_is_listed_as_one_that_is(ask, call):
    assert ask(call, *listed.ONLY_SO.get(call, ())) == expected(call)


def test_calls_that_no_kernel_had_yet_are_as_if_missing(program):
    assert {answer(program, each) for each in range(470, 512)} == {errno.ENOSYS}


def test_a_call_of_another_kind_of_processor_ends_the_process(program):
    for processor in {I386, *KINDS_OF_PROCESSOR.values()} - {HERE}:
        assert answer(program, 0, processor=processor) == ENDS_THE_PROCESS


def test_numbers_stand_beside_the_names_that_an_old_library_may_not_know():
    names = (*refused_calls.NETWORK, *refused_calls.OTHERS, *refused_calls.AS_IF_DONE)
    newer = {each for each in listed.SINCE_436.values() if each in names}
    newer |= {"openat2", *(call for call, *_ in refused_calls.BITS)} & {*listed.SINCE_436.values()}
    assert {each: number(each) for each in newer} == refused_calls.NUMBERS


@pytest.mark.parametrize("above", [0, ABOVE])
@pytest.mark.parametrize(
    ("call", "place", "tried", "refused"),
    [
        ("fcntl", 1, (*range(20), *range(1024, 1045)), {8, 10, 15, 1024, 1031}),
        ("prctl", 0, (*range(90), 0x59616D61), {1, 4, 35, 36, 62, 0x59616D61}),
    ],
)
def test_only_these_commands_are_refused(ask, call, place, tried, refused, above):
    answers = {each: ask(call, *[0] * place, each + above) for each in tried}
    assert {each for each, told in answers.items() if told == errno.EPERM} == refused
    assert {told for each, told in answers.items() if each not in refused} == {MADE}


def test_only_commands_of_terminals_reach_a_descriptor(ask):
    for command in (0x5401, 0x5413, 0x5451, 0x541B):
        assert ask("ioctl", 3, command) == MADE
    for kind in {*range(256)} - {0x54}:
        assert ask("ioctl", 3, kind << 8 | 1) == errno.EOPNOTSUPP


@pytest.mark.parametrize("above", [0, ABOVE])
@pytest.mark.parametrize(
    "flags",
    [
        17,  # a process: SIGCHLD and nothing else
        listed.A_THREAD & ~0x10000,
        listed.A_THREAD & ~0x400,
        *(listed.A_THREAD | 1 << bit for bit in (17, 25, 26, 27, 28, 29, 30)),
    ],
)
def test_clone_makes_neither_a_process_nor_a_namespace(ask, flags, above):
    assert ask("clone", flags + above) == errno.EPERM


@pytest.mark.parametrize(("call", "place"), [("open", 1), ("openat", 2)])
def test_a_file_is_neither_opened_for_commands_alone_nor_cut_while_it_is_read(ask, call, place):
    if number(call) < 0:
        pytest.skip("this kind of processor has no such call")
    opened = {flags: ask(call, *[0] * place, flags) for flags in (0, 1, 2, 3, 0o1001, 0o1002)}
    assert [flags for flags, told in opened.items() if told != MADE] == [3]
    for flags in (0o1000, 0o1003, 0o1000 + ABOVE, 3 + ABOVE):
        assert ask(call, *[0] * place, flags) == errno.EPERM


@pytest.mark.parametrize(
    ("call", "arguments", "told"),
    [
        ("kill", (1,), errno.EPERM),
        ("tgkill", (1,), errno.EPERM),
        ("prlimit64", (0, 7, 1), errno.EPERM),
        ("sched_setaffinity", (1,), errno.EPERM),
        ("sendto", (3, 0, 0, 0, 1), errno.ENETDOWN),
        ("socketpair", (2,), errno.ENETDOWN),
        ("close_range", (0, 9, 2), errno.EPERM),
        ("close_range", (0, 9, 6 + ABOVE), errno.EPERM),
        ("close_range", (0, 9, 4), MADE),
    ],
)
def test_an_argument_with_reach_is_refused(ask, call, arguments, told):
    assert ask(call, *arguments) == told


ALL_IN_ONE_CHILD = """
import ctypes, json
call = ctypes.CDLL(None, use_errno=True).syscall
bad = [ctypes.c_long(-1)] * 6
told = {}
if call(435, *bad) == -1 and ctypes.get_errno() == 38:  # else there is no filter: call nothing
    for number in json.loads(channel.receive()):
        done = call(number, *bad)
        told[number] = ctypes.get_errno() if done == -1 else done
channel.send(json.dumps(told).encode())
"""


def test_the_kernel_answers_a_child_as_the_filter_says(program, fork):
    """Only what the filter refuses is tried."""
    answers = {each: answer(program, each, [-1] * 6) for each in range(512)}
    refused = {each: told for each, told in answers.items() if told != MADE}
    run = fork(ALL_IN_ONE_CHILD, json.dumps(sorted(refused)).encode())
    assert run.ending == "finished", run
    assert {int(each): told for each, told in json.loads(run.result).items()} == refused
