"""The browser tests find the browsers that are there, and say what to do where there is none."""

import browser
import pytest

BARE = [engine for engine, (_, beside, _) in browser.ENGINES.items() if not beside]


@pytest.mark.parametrize("engine", browser.ENGINES)
def test_the_environment_comes_first(engine):
    programs = {"/opt/mine": "/opt/mine", **{name: f"/usr/bin/{name}" for name in browser.ENGINES[engine].programs}}
    assert browser.find(engine, {engine.upper(): "/opt/mine"}, programs.get) == "/opt/mine"


@pytest.mark.parametrize("engine", browser.ENGINES)
def test_a_wrong_setting_is_named(engine):
    with pytest.raises(SystemExit, match=f"{engine.upper()} is set to /no/such/program"):
        browser.find(engine, {engine.upper(): "/no/such/program"}, lambda name: None)


@pytest.mark.parametrize("engine", BARE)
def test_then_the_one_of_the_system_then_playwrights_own(engine):
    last = browser.ENGINES[engine].programs[-1]
    assert browser.find(engine, {}, {last: "/there"}.get) == "/there"
    assert browser.find(engine, {}, {browser.playwrights(engine): "/own"}.get) == "/own"
    assert browser.find(engine, {}, {}.get) is None


@pytest.mark.parametrize("engine", browser.ENGINES)
def test_the_help_names_the_ways_out(engine):
    said = browser.missing(engine)
    assert f"playwright install --with-deps {engine}" in said and engine.upper() in said and "apt install" in said
