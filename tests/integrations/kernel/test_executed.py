"""Executed notebooks beside the marks: what was handed in, run by nobody but the sandboxed kernel."""

import json

import nbformat

from graders import course
from graders.integrations.kernel import executed as module
from graders.integrations.kernel.executed import executed, keep_executed


def notebook(*cells: str, **metadata) -> str:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata.update(metadata)
    return nbformat.writes(made)


def hand_in(root, student: str, text: str) -> list[str]:
    """Into submitted/; returns the notebooks as nbgrader gives them to its hook."""
    folder = root / "submitted" / student / "optimizers"
    folder.mkdir(parents=True)
    (folder / "optimizers.ipynb").write_text(text, encoding="utf-8")
    return [str(root / "build" / "submitted" / student / "optimizers" / "optimizers.ipynb")]


def outputs(text: str) -> list:
    return [cell.get("outputs") for cell in json.loads(text)["cells"]]


def test_the_kernel_that_a_student_asks_for_is_not_taken(light):
    text = notebook(
        "open('/etc/passwd')", kernelspec={"name": "python3", "display_name": "Python 3"}
    )
    ((error,),) = outputs(executed(text))
    assert error["ename"] == "PermissionError"


def test_outputs_that_were_handed_in_are_gone_also_behind_the_end(light):
    made = nbformat.reads(notebook("import os; os._exit(0)", "print('late')"), as_version=4)
    for cell in made.cells:
        cell.outputs = [nbformat.v4.new_output("stream", text="forged")]
    result = executed(nbformat.writes(made))
    assert "forged" not in result
    assert "Not executed further" in result


def test_output_without_end_does_not_fill_the_memory_of_the_grader(light, monkeypatch):
    monkeypatch.setattr(module, "MOST", 100_000)
    result = executed(notebook("for n in range(2000): print('x' * 1000)", "print('after it')"))
    assert len(result) < 200_000
    assert "was left out" in result


def test_a_bad_file_stops_nobody(light, tmp_path, caplog):
    keep_executed("optimizers", "*", hand_in(tmp_path, "eve", "{not json"))
    keep_executed("optimizers", "*", hand_in(tmp_path, "ada", notebook("print('hello')")))
    assert "eve: optimizers.ipynb cannot be executed" in caplog.text
    kept = tmp_path / "executed" / "ada" / "optimizers" / "optimizers.ipynb"
    assert outputs(kept.read_text())[0][0]["text"] == ["hello\n"]
    assert not (tmp_path / "executed" / "eve").exists()


def test_the_settings_name_it_and_it_is_off():
    text = (course.root() / "nbgrader_config.py").read_text("utf-8")
    line = (
        f'# c.Autograde.post_convert_hook = "{keep_executed.__module__}.{keep_executed.__name__}"'
    )
    assert line in text.splitlines()
