"""What is found by its name: no two modules share one, and a function says first what it does."""

import ast
from collections import Counter

import pytest
from conftest import ROOT

CODE = sorted((ROOT / "overrides").rglob("*.py"))
NOUNS = set("a all an each every how in it none that the those what where whether which".split())  # no verbs
EXCEPT = {"rule", "property", "cached_property"}  # what these mark says what must hold, or what it is


def test_no_two_modules_share_a_name():
    names = Counter(file.name for file in CODE)
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) > 50


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.stem)
def test_a_public_function_says_what_it_does(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for body in [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                marks = {ast.unparse(mark).partition("(")[0] for mark in node.decorator_list}
                words = (ast.get_docstring(node) or "the").split()
                assert words[0].lower() not in NOUNS or marks & EXCEPT, f"{node.name}, line {node.lineno}"
