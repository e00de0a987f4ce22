"""The kernelspec and the provisioner in a folder of the test's own, however lrgrade was installed."""

import os
import sys
import tomllib

import pytest

pytest.importorskip("jupyter_client")
pytest.importorskip("nbclient")

import nbformat
from nbclient import NotebookClient

from graders import course
from graders.integrations.kernel import NAME, forks, spec

GROUP = "jupyter_client.kernel_provisioners"


def pytest_collection_modifyitems(items):
    if sys.platform != "linux":
        for item in items:
            if "on_linux" in item.fixturenames:
                item.add_marker(pytest.mark.skip(reason="a kernel is forked on Linux only"))


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """Jupyter finds the kernel: the kernelspec as installed, the entry point as in pyproject.toml."""
    folder = tmp_path_factory.mktemp("kernel")
    spec.install(str(folder))
    about = tomllib.loads((course.root() / "pyproject.toml").read_text("utf-8"))
    points = about["project"]["entry-points"][GROUP]
    metadata = folder / "packages" / "as_installed-0.dist-info"
    metadata.mkdir(parents=True)
    metadata.joinpath("METADATA").write_text(
        "Metadata-Version: 2.1\nName: as_installed\nVersion: 0\n"
    )
    lines = [f"[{GROUP}]", *(f"{name} = {target}" for name, target in points.items())]
    metadata.joinpath("entry_points.txt").write_text("\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder / "share" / "jupyter"))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(folder / "runtime"))
        patch.setenv("PYTHONPATH", os.pathsep.join((str(metadata.parent), str(course.root()))))
        patch.syspath_prepend(str(metadata.parent))
        yield folder


@pytest.fixture(scope="session")
def on_linux(installed):
    """Warm processes of these tests end with them."""
    yield installed
    forks.end_all()


@pytest.fixture
def light(on_linux, monkeypatch):
    """Warm processes without TensorFlow, which start in a second."""
    monkeypatch.setattr(forks, "PRELOAD", ())
    monkeypatch.setattr(forks, "_idle", _light)
    return on_linux


_light: list = []


def execute(*cells: str, **settings):
    """A notebook of these cells, executed."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    settings = {"kernel_name": NAME, "allow_errors": True, "timeout": 60} | settings
    NotebookClient(notebook, **settings).execute()
    return notebook


def printed(*cells: str, **settings) -> str:
    """What the cells printed, and the errors that they ended with."""
    outputs = [out for cell in execute(*cells, **settings).cells for out in cell.outputs]
    return "".join(
        out.get("text", "") or f"{out.get('ename')}: {out.get('evalue')}\n" for out in outputs
    )
