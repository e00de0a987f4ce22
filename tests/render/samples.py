"""Reports as the grader makes them: a student's own check, an instructor's grading, a refusal."""

from dataclasses import replace

from graders.gradebook import Gradebook
from graders.report import (
    Check,
    Concept,
    ExplanationReport,
    QuizAnswer,
    Report,
    ReportNote,
    TaskReport,
)

ENVIRONMENT = {
    "python": "3.11.9",
    "tensorflow": "2.21.0",
    "keras": "3.12.0",
    "seed": 20240917,
    "sandbox": {
        "own process and session": "on",
        "limits": "on",
        "network": "off: the kernel has no user namespaces",
    },
}


def passed(name: str, title: str, points: float = 1.0) -> Check:
    return Check(f"check_{name}", title, "pass", points, points)


def hidden(name: str, title: str, points: float = 1.0) -> Check:
    return Check(f"check_{name}", title, "not_run", 0.0, points, visibility="hidden")


STEPS_PER_EPOCH = TaskReport(
    "steps_per_epoch",
    (
        passed("counts", "The last, partial batch counts as a step", 0.6),
        passed("refuses", "Numbers that are no count are refused", 0.4),
    ),
)
SMOOTH = Check(
    "check_halving_is_flat_between_drops",
    "With smooth=False the rate stays the same between two halvings",
    "fail",
    0.0,
    1.0,
    message="halving(0.1, 10, smooth=False), step 9: seen 0.0536, expected 0.1\n"
    "The rate falls at every step; it should wait for a whole interval. (card: setting the rate)",
    hint="how many whole intervals have passed at step 9?",
    misconception="M055: The rate falls at every step; it should wait for a whole interval.",
)
HALVING = TaskReport(
    "halving",
    (
        passed("halving_smooth", "With smooth=True the rate falls at every step", 0.5),
        SMOOTH,
        hidden("halving_other_rates", "Holds for other rates and intervals", 0.5),
    ),
)
PER_EPOCH = TaskReport(
    "cosine_to",
    (
        Check(
            "check_cosine_lasts_all_steps",
            "The cosine lasts as long as the training",
            "fail",
            0.0,
            1.0,
            message="cosine_to(0.02, 0.002, total_steps=40), step 12: "
            "seen 0.002, expected 0.01630820704\n"
            "The decay ran per epoch, not per step. (card: cosine decay)",
            hint="decay_steps counts optimizer steps; how many are there in all epochs?",
            misconception="M061: The decay ran per epoch, not per step.",
        ),
        passed("cosine_start", "The first step uses the peak rate", 0.5),
        hidden("cosine_other_ends", "Ends at any final rate", 0.5),
    ),
)
RAISED = TaskReport(
    "by_epoch",
    tuple(
        Check(
            f"check_by_epoch_{number}",
            title,
            "raised",
            0.0,
            1.0,
            message="by_epoch([0.01, 0.02, 0.005], [1, 3], 4): your code raised NameError: "
            "name 'boundries' is not defined\n  line 87: boundries[-1] += 1\n"
            "Python knows no such name there.",
            hint="the name in line 87 is spelled differently from the one above it.",
        )
        for number, title in enumerate(
            ("Each stretch has its own rate", "The first step of an epoch uses the new rate")
        )
    ),
)
TIMEOUT = TaskReport(
    "warmup_cosine",
    (
        Check(
            "check_warmup_climbs",
            "The rate climbs in a straight line first",
            "timeout",
            0.0,
            1.0,
            message="warmup_cosine(0.01, 4, 20): stopped after 10 s of processor time",
            hint="look for a loop whose condition never becomes false.",
        ),
        Check(
            "check_warmup_then_cosine",
            "After the climb it follows half a cosine",
            "skipped",
            0.0,
            1.0,
        ),
    ),
)
UNTOUCHED = TaskReport(
    "WarmupLinear",
    (
        Check(
            "check_warmup_linear_values",
            "The values follow the formula",
            "not_attempted",
            0.0,
            3.0,
            message="nothing here yet: the task still has its stub",
        ),
        hidden("warmup_linear_saved", "Can be saved and loaded", 1.0),
    ),
)
NOTES = (
    ReportNote("not_run", "Lines 140 to 163 were not run: no task needs them."),
    ReportNote("defined_twice", "`halving` is defined in lines 40 and 52; the later one counts."),
)

STUDENTS_CHECK = Report(
    assignment="schedules",
    path="schedules.ipynb",
    sha256="9f2c" * 16,
    student=None,
    status="graded",
    tasks=(STEPS_PER_EPOCH, HALVING, PER_EPOCH, RAISED, TIMEOUT, UNTOUCHED),
    quiz=(
        QuizAnswer("S4", "change_during_training", None, "recorded", 0.0, 0.4),
        QuizAnswer("Q10", "thirty_two", None, "recorded", 0.0, 0.5),
        QuizAnswer("Q11", None, None, "recorded", 0.0, 0.5),
        QuizAnswer("Q12", "zer", None, "recorded", 0.0, 0.5, "did you mean `zero`?"),
    ),
    explanations=(
        ExplanationReport(
            "set_up_scheduling",
            "recorded",
            0.0,
            4.0,
            message="kept for a person to mark",
            concepts=(Concept("small_start", None), Concept("mechanism", None)),
        ),
    ),
    notes=NOTES,
    environment=ENVIRONMENT,
    timing={"intake": 0.01, "recording": 1.92, "judge": 0.05},
)

HIDDEN_FAILED = replace(
    HALVING.checks[2],
    verdict="fail",
    message="Rates of other sizes showed a value that was rounded.",
    hint="compute with the rate as it came.",
)
GRADED = replace(
    STUDENTS_CHECK,
    path="class/ada/schedules/schedules.ipynb",
    student="ada",
    tasks=(
        STEPS_PER_EPOCH,
        replace(HALVING, checks=(HALVING.checks[0], HIDDEN_FAILED)),
        replace(PER_EPOCH, checks=PER_EPOCH.checks[:2]),
    ),
    quiz=(
        QuizAnswer("S4", "change_during_training", True, "pass", 0.4, 0.4),
        QuizAnswer(
            "Q10", "twenty_eight", False, "fail", 0.0, 0.5, "the last partial batch is a step too"
        ),
        QuizAnswer("Q11", None, False, "not_attempted", 0.0, 0.5, "not answered yet"),
    ),
    explanations=(
        ExplanationReport(
            "set_up_scheduling",
            "fail",
            3.0,
            4.0,
            "automatic",
            concepts=(
                Concept("small_start", True, 0.97, "I start at 1e-4."),
                Concept("mechanism", True, 0.99, "Then CosineDecay lowers it."),
                Concept("over_time", True, 0.95, "Then CosineDecay lowers it."),
                Concept("wired_and_watched", False, 0.9),
            ),
        ),
    ),
)

ALL_VISIBLE_PASSED = replace(
    STUDENTS_CHECK,
    tasks=(STEPS_PER_EPOCH, TaskReport("halving", (HALVING.checks[0], HALVING.checks[2]))),
    notes=(),
)

REFUSED = Report(
    assignment="schedules",
    path="class/bo/schedules/schedules.py",
    sha256="77aa" * 16,
    student="bo",
    status="refused",
    notes=(
        ReportNote(
            "refused",
            "schedules.py is not valid Python: line 12 opens a bracket that is never closed. "
            "Run the file once, mend that line and hand it in again.",
        ),
    ),
)

GRADER_ERROR = replace(
    STUDENTS_CHECK,
    path="class/cleo/schedules/schedules.py",
    student="cleo",
    status="grader_error",
    tasks=(
        STEPS_PER_EPOCH,
        TaskReport(
            "halving",
            (
                Check(
                    "check_halving",
                    "Halves",
                    "grader_error",
                    0.0,
                    1.0,
                    message="The grader failed while it judged this: KeyError: 'rates'",
                ),
            ),
        ),
    ),
)

GOOD = replace(
    GRADED,
    student="dana",
    path="class/dana/schedules/schedules.py",
    tasks=(STEPS_PER_EPOCH,),
    quiz=(),
    explanations=(),
    notes=(),
)
OPTIMIZERS = replace(
    GOOD,
    assignment="optimizers",
    path="class/dana/optimizers/optimizers.py",
    tasks=(replace(UNTOUCHED, name="set_lr", checks=UNTOUCHED.checks[:1]),),
)
STUCK = replace(GRADED, student="edo", path="class/edo/schedules.py", tasks=(TIMEOUT, RAISED))
CLASS = Gradebook((GRADED, REFUSED, GRADER_ERROR, GOOD, OPTIMIZERS, STUCK), seed=20240917)

REPORTS = (STUDENTS_CHECK, GRADED, ALL_VISIBLE_PASSED, REFUSED, GRADER_ERROR, GOOD, OPTIMIZERS)
