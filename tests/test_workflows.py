"""The workflows pass their linters, and the step that keeps an issue does what it says."""

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# A `gh` that notes what it is asked to do
GH = """#!/usr/bin/env python3
import json, os, sys
arguments = sys.argv[1:]
if arguments[:2] == ["issue", "list"]:
    print(os.environ["OPEN_ISSUE"])
else:
    if "--body-file" in arguments:
        place = arguments.index("--body-file") + 1
        arguments[place] = open(arguments[place]).read()
    with open(os.environ["GH_LOG"], "a") as log:
        log.write(json.dumps(arguments) + "\\n")
"""


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess:
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)


def test_actionlint_finds_nothing():
    result = run("actionlint", *map(str, WORKFLOWS))
    assert result.returncode == 0, result.stdout


def test_zizmor_finds_nothing():
    result = run("zizmor", "--offline", "--no-progress", "--persona", "auditor", ".github")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_says_what_it_does_and_gives_no_more_than_it_needs(file):
    text = file.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert text.startswith("# ")
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "permissions" in job
        assert "uses" in job or job["timeout-minutes"] <= 30
    for action in re.findall(r"uses: (?!\./)(.+)", text):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_every_command_of_a_workflow_is_one_of_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for file in WORKFLOWS:
        for command in re.findall(r"\bmake (?:--silent )*([\w-]+)", file.read_text(encoding="utf-8")):
            assert re.search(rf"^{command}:", makefile, flags=re.MULTILINE), (file.name, command)


@pytest.fixture
def keep_issue(tmp_path):
    """Run the step of .github/actions/issue with a `gh` that notes what it is asked to do."""
    gh = tmp_path / "gh"
    gh.write_text(GH)
    gh.chmod(0o755)
    action = yaml.safe_load((GITHUB / "actions" / "issue" / "action.yml").read_text(encoding="utf-8"))
    (step,) = action["runs"]["steps"]

    def keep(outcome: str, *, open_issue: str = "", report: str | None = None) -> list[list[str]]:
        log = tmp_path / "log"
        log.write_text("")
        file = tmp_path / "report.md"
        if report is not None:
            file.write_text(report)
        environment = {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "GH_LOG": str(log),
            "OPEN_ISSUE": open_issue,
            "TITLE": "Dead links",
            "OUTCOME": outcome,
            "REPORT": str(file),
            "RUN": "https://github.example/run/1",
        }
        assert set(step["env"]) - set(environment) == {"GH_TOKEN", "GH_REPO"}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return [json.loads(line) for line in log.read_text().splitlines()]

    return keep


def test_the_first_failure_opens_an_issue(keep_issue):
    assert keep_issue("failure", report="- <https://a.example/>: 404\n") == [
        ["issue", "create", "--title", "Dead links", "--body-file"]
        + ["- <https://a.example/>: 404\n\nRun: https://github.example/run/1\n"]
    ]


def test_the_next_failure_renews_it(keep_issue):
    (call,) = keep_issue("failure", open_issue="7", report="- <https://b.example/>: 404\n")
    assert call[:4] == ["issue", "edit", "7", "--body-file"]
    assert "b.example" in call[4]


def test_a_check_that_did_not_finish_is_a_failure(keep_issue):
    (call,) = keep_issue("skipped")
    assert call[:2] == ["issue", "create"]
    assert "did not finish" in call[-1] and "Run: https://github.example/run/1" in call[-1]


def test_success_closes_the_issue_or_does_nothing(keep_issue):
    (call,) = keep_issue("success", open_issue="7")
    assert call[:3] == ["issue", "close", "7"]
    assert keep_issue("success") == []


def test_the_list_of_published_addresses_is_committed_where_it_grew(tmp_path):
    workflow = yaml.safe_load((GITHUB / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    writing = [name for name, job in workflow["jobs"].items() if job["permissions"].get("contents") == "write"]
    assert writing == ["list"]
    assert not re.search(r"\b(?:make|pip|npm)\b", yaml.dump(workflow["jobs"]["list"]))  # no package's code may write
    step = workflow["jobs"]["list"]["steps"][-1]
    gh, log = tmp_path / "gh", tmp_path / "log"
    gh.write_text(GH)
    gh.chmod(0o755)
    repository = tmp_path / "repository"
    (repository / "includes").mkdir(parents=True)
    published = repository / "includes/published.txt"
    published.write_text("/\n")
    identity = ["-c", "user.name=test", "-c", "user.email=test@test.example"]
    for arguments in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "--message", "test"]):
        subprocess.run(["git", *arguments], cwd=repository, check=True)

    def commit() -> list[list[str]]:
        log.write_text("")
        names = {"GITHUB_REPOSITORY": "owner/name", "GITHUB_REF_NAME": "main", "GH_LOG": str(log)}
        environment = names | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        subprocess.run(command, cwd=repository, env=environment, check=True)
        return [json.loads(line) for line in log.read_text().splitlines()]

    assert commit() == []
    published.write_text("/\n/glossary/\n")
    (call,) = commit()
    assert call[:5] == ["api", "--silent", "--method", "PUT", "repos/owner/name/contents/includes/published.txt"]
    fields = dict(field.split("=", 1) for field in call[6::2])
    assert base64.b64decode(fields["content"]) == published.read_bytes()
    blob = subprocess.run(["git", "hash-object", "-t", "blob", "--stdin"], input=b"/\n", capture_output=True).stdout
    assert (fields["branch"], fields["sha"]) == ("main", blob.decode().strip())


def test_the_summary_of_changes_is_made_by_the_code_of_the_base():
    jobs = yaml.safe_load((GITHUB / "workflows" / "pull-request.yml").read_text(encoding="utf-8"))["jobs"]
    checkouts = [step for step in jobs["changes"]["steps"] if "actions/checkout" in step.get("uses", "")]
    assert [step["with"]["ref"] for step in checkouts] == ["${{ github.event.pull_request.base.sha }}"]


def test_the_strict_build_comes_before_all_tests():
    steps = yaml.safe_load((GITHUB / "workflows" / "site.yml").read_text(encoding="utf-8"))["jobs"]["site"]["steps"]
    names = [step.get("name") for step in steps]
    assert names.index("Build") < names.index("Test")
    assert not any("continue-on-error" in step or "if" in step for step in steps)


def test_a_pull_request_is_tested_as_continuous_integration_tests():
    steps = yaml.safe_load((GITHUB / "workflows" / "site.yml").read_text(encoding="utf-8"))["jobs"]["site"]["steps"]
    run = {line for step in steps for line in step.get("run", "").splitlines()}
    wanted = re.findall(r"^make .+", (ROOT / ".ci/run").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert wanted and set(wanted) <= run
