"""Known mistakes in `diagnose`: the label follows from other rules, or from another order."""

import math
from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.zones import FORGETTING_DROP, TIMID_LOSS

NAMES = ("diverged", "forgetting", "too_timid", "healthy")
RUNS = ("diagnose", "diagnose_run")


def _renamed(case: SimpleNamespace, rules: list[tuple[str, bool]]) -> bool:
    """Whether the label is what these rules give, taken in their order."""
    return bool(case.label == next((name for name, holds in rules if holds), "healthy"))


def _rules(case: SimpleNamespace) -> dict[str, bool]:
    final = float(case.final_loss)
    return {
        "diverged": not math.isfinite(final) or final > case.initial_loss,
        "forgetting": case.source_before - case.source_after > FORGETTING_DROP,
        "too_timid": final > TIMID_LOSS * case.initial_loss,
    }


def _other_rules(case: SimpleNamespace, **changed: bool) -> bool:
    """Whether the label follows from the rules with some of them changed."""
    holds = _rules(case) | changed
    return _renamed(case, list(holds.items()))


@misconception(
    "no_name_returned",
    probes=RUNS,
    says="For these numbers the function returned None: no `return` was reached. Printing a name "
    "does not hand it over.",
    try_='return a name on every way through the function; the last line is `return "healthy"`.',
)
def no_name_returned(case: SimpleNamespace) -> bool:
    """None in place of a label."""
    return case.label is None


@misconception(
    "not_one_name",
    probes=RUNS,
    says="Something other than one string came back. Several rules may fit; the first of them is "
    "the answer.",
    try_="return at the first rule that fits.",
)
def not_one_name(case: SimpleNamespace) -> bool:
    """A list of names, a number, an array."""
    return not isinstance(case.label, str)


@misconception(
    "spelling",
    probes=RUNS,
    says="The name is not written exactly as in the task: small letters, and an underscore in "
    "`too_timid`.",
    try_="copy the four names from the text.",
)
def spelling(case: SimpleNamespace) -> bool:
    """One of the four, but for capitals, spaces and hyphens; or another word."""
    return isinstance(case.label, str) and case.label not in NAMES


@misconception(
    "nan_slips_through",
    probes=RUNS,
    says="NaN or infinity was not recognised. Every comparison with NaN is false, so no rule that "
    "only compares finds it.",
    try_="ask `not math.isfinite(final_loss)` in the first rule.",
    card="too_high",
)
def nan_slips_through(case: SimpleNamespace) -> bool:
    """Another name than diverged, for a loss that is not finite."""
    return not math.isfinite(float(case.final_loss)) and case.label in NAMES


@misconception(
    "finite_is_not_healthy",
    probes=RUNS,
    says="A loss that ended above its start was not taken for divergence. A dead network sits at "
    "chance level with a finite loss, and no NaN ever shows.",
    try_="the first rule has two parts: not finite, or above `initial_loss`.",
    card="too_high",
)
def finite_is_not_healthy(case: SimpleNamespace) -> bool:
    """Divergence asked for by NaN and infinity alone."""
    # Where other rules fit too, a wrong order explains it better.
    return case.about != "order" and _other_rules(
        case, diverged=not math.isfinite(float(case.final_loss))
    )


@misconception(
    "forgetting_first",
    probes=RUNS,
    says="Forgetting was asked for before divergence. A run that has diverged has forgotten too, "
    "but a smaller loss of knowledge is not what to mend first.",
    try_="put the rule of `diverged` first.",
)
def forgetting_first(case: SimpleNamespace) -> bool:
    """Rule 2 before rule 1."""
    holds = _rules(case)
    order = ("forgetting", "diverged", "too_timid")
    return _renamed(case, [(name, holds[name]) for name in order])


@misconception(
    "timid_first",
    probes=RUNS,
    says="`too_timid` was asked for before another rule. A run can lose old knowledge and learn "
    "nothing new: what was lost comes first.",
    try_="follow the order of the text: diverged, forgetting, too_timid, healthy.",
)
def timid_first(case: SimpleNamespace) -> bool:
    """Rule 3 before rule 2, or before rule 1."""
    holds = _rules(case)
    orders = (("diverged", "too_timid", "forgetting"), ("too_timid", "diverged", "forgetting"))
    return any(_renamed(case, [(name, holds[name]) for name in order]) for order in orders)


@misconception(
    "loss_alone",
    probes=RUNS,
    says="The accuracies on the old task were not looked at. A run that forgets often has the "
    "lowest loss of all.",
    try_="subtract `source_after` from `source_before`, and compare with 0.20.",
    card="too_high",
)
def loss_alone(case: SimpleNamespace) -> bool:
    """Nothing is ever called forgetting."""
    return _other_rules(case, forgetting=False)


@misconception(
    "share_of_the_accuracy",
    probes=RUNS,
    says="The drop was taken as a share of the accuracy before. The task asks for the plain "
    "difference.",
    try_="subtract, and divide by nothing.",
)
def share_of_the_accuracy(case: SimpleNamespace) -> bool:
    """The relative drop."""
    share = 1 - case.source_after / case.source_before
    return _other_rules(case, forgetting=share > FORGETTING_DROP)


@misconception(
    "drop_the_wrong_way_round",
    probes=RUNS,
    says="The accuracies were subtracted the wrong way round, or the sign was dropped: a gain on "
    "the old task is no forgetting.",
    try_="the drop is before minus after.",
)
def drop_the_wrong_way_round(case: SimpleNamespace) -> bool:
    """After minus before, or the absolute difference."""
    change = case.source_after - case.source_before
    return any(
        _other_rules(case, forgetting=amount > FORGETTING_DROP) for amount in (change, abs(change))
    )


@misconception(
    "loss_not_a_share",
    probes=RUNS,
    says="The last loss was compared with 0.80 itself, not with 0.80 times the first loss.",
    try_="multiply: `0.80 * initial_loss`.",
)
def loss_not_a_share(case: SimpleNamespace) -> bool:
    """final > 0.8."""
    return _other_rules(case, too_timid=float(case.final_loss) > TIMID_LOSS)


@misconception(
    "other_limit",
    probes=RUNS,
    says="The limit for `too_timid` lies elsewhere: the last loss is too high when it is above "
    "0.80 times the first, that is, when it fell by less than a fifth.",
    try_="compare `final_loss` with `0.80 * initial_loss`.",
)
def other_limit(case: SimpleNamespace) -> bool:
    """0.75 or 0.2 for 0.80."""
    final = float(case.final_loss)
    return any(
        _other_rules(case, too_timid=final > share * case.initial_loss) for share in (0.75, 0.2)
    )
