"""The plots: text as text, the same bytes for the same runs, and none older than its runs."""

import xml.etree.ElementTree as ElementTree

from calibration.samples import runs

from graders.authoring.calibration_plots import draw


def test_the_plots_are_svg_with_readable_text_and_always_the_same(tmp_path):
    swept = [run for run in runs() if run.series == "bases"]
    first, again = draw(swept, tmp_path / "first"), draw(swept, tmp_path / "again")
    assert [path.name for path in first] == [
        "accuracy_adam.svg",
        "accuracy_sgd.svg",
        "loss_adam.svg",
    ]
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes()
        words = " ".join(ElementTree.parse(one).getroot().itertext())
        assert "Adam" in words or "SGD" in words
        assert "learning rate" in words
