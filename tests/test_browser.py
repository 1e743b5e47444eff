"""The browser tests find the Chromium that is there, and say what to do where there is none."""

import browser
import pytest


def test_the_environment_comes_first():
    programs = {"/opt/mine": "/opt/mine", "chromium": "/usr/bin/chromium"}
    assert browser.find({"CHROMIUM": "/opt/mine"}, programs.get) == "/opt/mine"


def test_a_wrong_setting_is_named():
    with pytest.raises(SystemExit, match="CHROMIUM is set to /no/such/program"):
        browser.find({"CHROMIUM": "/no/such/program"}, lambda name: None)


def test_then_the_one_of_the_system():
    assert browser.find({}, {"google-chrome": "/usr/bin/google-chrome"}.get) == "/usr/bin/google-chrome"


def test_the_help_names_the_ways_out():
    assert "playwright install" in browser.HELP and "CHROMIUM" in browser.HELP
