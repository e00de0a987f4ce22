"""The value that leaves the sandbox: what was asked (inputs) beside what was seen (outcome).

Plain data that survives a trip through JSON unchanged. `inputs` are written by the trusted side
only, `outcome` comes from the child. It imports nothing of ours and judges nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Ending = Literal[
    "returned", "raised", "not_attempted", "timeout", "memory", "crash", "tampered", "grader_error"
]
"""How the run of one case ended. Only `returned` carries a result."""


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
    `seconds` the processor time of the children, `output` the tail of what the code printed.
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

    def to_json(self) -> str:
        """The recording as JSON, with its own content hash under `sha256`."""
        body = json.dumps(asdict(self), sort_keys=True, allow_nan=True)
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
        except (KeyError, TypeError, AttributeError) as error:
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

    def digest(self) -> str:
        """A file name for this key: 64 hexadecimal digits."""
        return _sha256(json.dumps(asdict(self), sort_keys=True))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _recording(data: dict[str, Any]) -> Recording:
    records = tuple(_record(item) for item in data.pop("records"))
    notes = tuple(data.pop("notes"))
    return Recording(**data, records=records, notes=notes)


def _record(data: dict[str, Any]) -> Record:
    outcome = data["outcome"]
    error = outcome.pop("error")
    return Record(
        Case(**data["case"]), Outcome(**outcome, error=Raised(**error) if error else None)
    )
