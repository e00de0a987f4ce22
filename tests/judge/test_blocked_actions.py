"""What the sandbox refuses is named to the student in words: really tried in a child."""

import sys

import pytest

from graders import isolation
from graders.judge.exceptions import meaning
from graders.recording import Raised

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

REACH = "something that no submission may do"
ATTEMPTS = {
    "import socket; socket.create_connection(('192.0.2.1', 80))": "network connection",
    "import socket; socket.create_connection(('example.org', 80))": "network connection",
    "import socket; socket.gethostbyname('example.org')": "network connection",
    "import urllib.request as r; r.urlopen('http://192.0.2.1/')": "network connection",
    "import urllib.request as r; r.urlopen('https://example.org/')": "network connection",
    "import http.client as c; c.HTTPSConnection('example.org').request('GET', '/')": "network con",
    "import keras; keras.datasets.mnist.load_data()": "download a dataset or a model",
    "import keras; keras.utils.get_file('x', 'https://example.org/x')": "download a dataset",
    "open('/etc/passwd')": "outside its own working folder",
    "open('/tmp/notes', 'w')": "outside its own working folder",
    "import os; os.makedirs('/tmp/of-mine/deep')": "outside its own working folder",
    "import os; open('mine', 'w'); os.rename('mine', '/tmp/mine')": "outside its own working folder",
    "import numpy as np; np.save('/tmp/array.npy', [1])": "outside its own working folder",
    "import h5py; h5py.File('/tmp/model.h5', 'w')": "outside its own working folder",
    "import tensorflow as tf; tf.io.read_file('/etc/passwd')": "outside its own working folder",
    "import tensorflow as tf; tf.io.gfile.listdir('/etc')": "outside its own working folder",
    "open('measured.csv')": "only the file that you hand in is there",
    "import subprocess; subprocess.run(['ls'])": "another program or process",
    "import os; os.popen('ls')": "another program or process",
    "import os; os.fork()": "another program or process",
    "import os; os.execv('/bin/ls', ['ls'])": "another program or process",
    "import os; os.kill(1, 9)": "another program or process",
    "import multiprocessing; multiprocessing.Process().start()": "another program or process",
    "import multiprocessing; multiprocessing.Pool(2)": "another program or process",
    "from multiprocessing import Process as P; p = P(); p.start()": REACH,
    "import os; open('mine', 'w'); os.truncate('mine', 0)": REACH,
    "import os; os.memfd_create('mine')": REACH,
    "import os; os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))": REACH,
    "import os; os.setpriority(os.PRIO_PROCESS, 0, 1)": REACH,
    "import os; os.mknod('mine')": REACH,
    "import os; os.chroot('.')": REACH,
}

HARMLESS = (
    "import os; open(os.devnull, 'w').write('silenced')",
    "import tempfile; tempfile.NamedTemporaryFile().write(b'x')",
    "import asyncio; asyncio.run(asyncio.sleep(0))",
    "import datetime; datetime.datetime.now().astimezone()",
    "import zoneinfo; zoneinfo.ZoneInfo('Europe/Berlin')",
    "import concurrent.futures as c; c.ThreadPoolExecutor(2).submit(str, 1).result()",
    "import shutil; open('a', 'w'); shutil.copy2('a', 'b')",
    "file = open('mine', 'w'); file.write('12'); file.truncate(1)",
)


@pytest.fixture(scope="module")
def endings(in_child):
    """How each attempt ended: all in one child, each a case."""
    if isolation.lacking(isolation.DEMANDED):
        pytest.skip("this machine cannot confine")
    tried = (*ATTEMPTS, *HARMLESS)
    lines = (line.replace("; ", "\n    ") for line in tried)
    functions = (f"def attempt_{place}():\n    {line}\n" for place, line in enumerate(lines))
    source = "".join(functions) + "def measure(place):\n    globals()[f'attempt_{place}']()\n"
    outcomes = in_child(source, *({"place": place} for place in range(len(tried))))
    return dict(zip(tried, outcomes, strict=True))


@pytest.mark.parametrize(("source", "words"), ATTEMPTS.items())
def test_what_is_refused_is_named_in_words(endings, source, words):
    error = Raised(**endings[source]["error"])
    assert words in meaning(error).why, error


@pytest.mark.parametrize("source", HARMLESS)
def test_what_stays_inside_is_not_refused(endings, source):
    assert endings[source]["ending"] == "returned", endings[source]
