"""The browser tests find the browsers that are there, and say what to do where there is none."""

import browser
import pytest

BARE = [name for name, (_, beside, _) in browser.BROWSERS.items() if not beside]


@pytest.mark.parametrize("name", browser.BROWSERS)
def test_the_environment_comes_first(name):
    programs = {"/opt/mine": "/opt/mine", **{name: f"/usr/bin/{name}" for name in browser.BROWSERS[name].programs}}
    assert browser.find(name, {name.upper(): "/opt/mine"}, programs.get) == "/opt/mine"


@pytest.mark.parametrize("name", browser.BROWSERS)
def test_a_wrong_setting_is_named(name):
    with pytest.raises(SystemExit, match=f"{name.upper()} is set to /no/such/program"):
        browser.find(name, {name.upper(): "/no/such/program"}, lambda name: None)


@pytest.mark.parametrize("name", BARE)
def test_then_the_one_of_the_system_then_playwrights_own(name):
    last = browser.BROWSERS[name].programs[-1]
    assert browser.find(name, {}, {last: "/there"}.get) == "/there"
    assert browser.find(name, {}, {browser.playwrights(name): "/own"}.get) == "/own"
    assert browser.find(name, {}, {}.get) is None


@pytest.mark.parametrize("name", browser.BROWSERS)
def test_the_help_names_the_ways_out(name):
    said = browser.missing(name)
    assert f"playwright install --with-deps {name}" in said and name.upper() in said and "apt install" in said
