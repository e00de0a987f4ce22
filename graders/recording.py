"""The value that leaves the sandbox: what was asked (inputs) beside what was seen (outcome).

Plain data that survives a trip through JSON unchanged. `inputs` are written by the trusted side
only, `outcome` comes from the child. It imports nothing of ours and judges nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

Ending = Literal[
    "returned", "raised", "not_attempted", "timeout", "memory", "crash", "tampered", "grader_error"
]
"""How the run of one case ended. Only `returned` carries a result."""

ABOUT = "about"
"""The input that says which requirement a case is for: read by the judge, never sent to a child."""


@dataclass(frozen=True)
class Case:
    """One call that a probe makes: its inputs, and the words in which a message quotes it.

    `inputs` holds JSON values; a float stays a float. `called` is what a student would type.
    """

    probe: str
    inputs: Mapping[str, Any]
    called: str
    visible: bool = True


@dataclass(frozen=True)
class Raised:
    """An exception as plain text: class name, message, and the student's line where known."""

    type: str
    message: str
    line: int | None = None
    code: str = ""


@dataclass(frozen=True)
class Outcome:
    """How one case ended; `result` is set for `returned`, `error` for `raised`.

    `limit` names the limit that was met, where one was, and `detail` then says how much it allows.
    `seconds` is the processor time that the child says it took: good enough to derive limits
    from, and never judged.
    """

    ending: Ending
    result: Any = None
    error: Raised | None = None
    detail: str = ""
    seconds: float = 0.0
    limit: str = ""


@dataclass(frozen=True)
class Record:
    """One case beside its outcome."""

    case: Case
    outcome: Outcome


@dataclass(frozen=True)
class Recording:
    """All records of one submission, with what a later reader needs to believe them.

    `environment` names the versions and sandbox layers in force, `seed` is the class's,
    `seconds` the processor time of the children, `output` the beginning of what the code printed.
    """

    assignment: str
    submission_sha256: str
    rubric_version: str
    seed: int
    environment: Mapping[str, Any]
    records: tuple[Record, ...]
    seconds: float = 0.0
    output: str = ""
    notes: tuple[str, ...] = ()

    def of(self, probe: str) -> tuple[Record, ...]:
        """The records of one probe, in the order of its inputs."""
        return tuple(record for record in self.records if record.case.probe == probe)

    def asks(self, cases: Sequence[Case]) -> bool:
        """Whether it holds an outcome for each of `cases`, in their order, and for no other."""
        own = [asdict(record.case) for record in self.records]
        return _as_json(own) == _as_json([asdict(case) for case in cases])

    def to_json(self) -> str:
        """The recording as JSON, with its own content hash under `sha256`."""
        body = _as_json(asdict(self))
        return json.dumps({"sha256": _sha256(body), "recording": body})

    @classmethod
    def from_json(cls, text: str) -> "Recording":
        """Read back what `to_json` wrote.

        Raises ValueError when the text is not a recording or does not match its content hash.
        """
        try:
            outer = json.loads(text)
            body = outer["recording"]
            if outer["sha256"] != _sha256(body):
                raise ValueError("the recording does not match its content hash")
            return _recording(json.loads(body))
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"not a recording: {error}") from error


@dataclass(frozen=True)
class Key:
    """What a recording is found by: the same key means the same run, to the bit."""

    submission_sha256: str
    assignment: str
    rubric_version: str
    seed: int
    hidden: bool
    environment: Mapping[str, Any] = field(default_factory=dict)

    def is_of(self, recording: Recording) -> bool:
        """Whether `recording` is of this very run, whatever name it is kept under."""
        found = recording.environment
        same = all(found.get(name) == value for name, value in self.environment.items())
        return same and (
            recording.submission_sha256,
            recording.assignment,
            recording.rubric_version,
            recording.seed,
        ) == (self.submission_sha256, self.assignment, self.rubric_version, self.seed)

    def digest(self) -> str:
        """A file name for this key: 64 hexadecimal digits."""
        return _sha256(json.dumps(asdict(self), sort_keys=True))


def _as_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, allow_nan=True)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _recording(data: dict[str, Any]) -> Recording:
    records = tuple(_record(item) for item in data.pop("records"))
    notes = tuple(_are(str, *data.pop("notes")))
    recording = Recording(**data, records=records, notes=notes)
    _are(str, recording.assignment, recording.submission_sha256, recording.rubric_version)
    _are(str, recording.output)
    _are(int, recording.seed)
    _are(dict, recording.environment)
    _are(int | float, recording.seconds)
    return recording


def _record(data: dict[str, Any]) -> Record:
    outcome = data["outcome"]
    error = outcome.pop("error")
    return Record(_case(data["case"]), _outcome(outcome, _raised(error) if error else None))


def _case(data: dict[str, Any]) -> Case:
    case = Case(**data)
    _are(str, case.probe, case.called)
    _are(dict, case.inputs)
    _are(bool, case.visible)
    return case


def _outcome(data: dict[str, Any], error: Raised | None) -> Outcome:
    outcome = Outcome(**data, error=error)
    _are(str, outcome.ending, outcome.detail)
    _are(int | float, outcome.seconds)
    if outcome.ending not in get_args(Ending):
        raise TypeError(f"no case ends as {outcome.ending!r:.40}")
    if outcome.result is not None and outcome.ending != "returned":
        raise TypeError("only a case that returned has a result")
    return outcome


def _raised(data: dict[str, Any]) -> Raised:
    error = Raised(**data)
    _are(str, error.type, error.message, error.code)
    _are(int | None, error.line)
    return error


def _are(kind: Any, *values: Any) -> tuple[Any, ...]:
    """`values`, which have to be of this kind exactly: a bool is no number."""
    for value in values:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise TypeError(f"{value!r:.40} is no {kind}")
    return values
