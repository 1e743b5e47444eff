"""A page in any browser, by what every driver of browsers can do: tests that use it run in all three engines.

Chromium, and Firefox and WebKit where they are Playwright's own builds, are driven by Playwright. Any other Firefox has
a driver inside, Marionette; WebKitGTK has one beside it. Both speak WebDriver's commands, the one in JSON by a socket,
the other by HTTP: a dozen commands, for which a library (Mozilla's own is no longer supported, Selenium needs a driver
of Firefox that Debian lacks) would be more than there is to do.
"""

import base64
import http.client
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import browser
from playwright.sync_api import Error, Page, Playwright

HERE = Path(__file__).parent
PAPER = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}  # centimetres
SCREEN = (1600, 1200)
HOST = re.compile("http://127\\.0\\.0\\.1:|about:|data:")  # what a page of a test may ask for
PHONE, DESKTOP = (360, 740), (1440, 900)
KEYS = {
    "Enter": "\ue007",
    "Tab": "\ue004",
    "Escape": "\ue00c",
    "Shift": "\ue008",
    "Control": "\ue009",
    "ArrowUp": "\ue013",
    "ArrowDown": "\ue015",
}
# The commands by their names in Marionette, and how WebDriver asks for them
COMMANDS = {
    "Navigate": ("POST", "url"),
    "ExecuteScript": ("POST", "execute/sync"),
    "PerformActions": ("POST", "actions"),
    "FindElement": ("POST", "element"),
    "ElementClick": ("POST", "element/{id}/click"),
    "GetComputedRole": ("GET", "element/{id}/computedrole"),
    "GetComputedLabel": ("GET", "element/{id}/computedlabel"),
    "SetWindowRect": ("POST", "window/rect"),
    "TakeScreenshot": ("GET", "screenshot"),
}


class Failed(Exception):
    """A driver's word that it could not do what it was asked."""


class Tab:
    """What every driver can do. Keys are named as Playwright names them: `Shift+Tab`."""

    prints = True

    def until(self, expression: str) -> None:
        """Wait until an expression is true. (Playwright's own way needs what the policy forbids.)"""
        end = time.monotonic() + 30  # seconds, on a busy machine
        while not self._holds(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.02)

    def _holds(self, expression: str) -> bool:
        try:
            return bool(self.js(expression))
        except (Error, Failed):  # the next page is on its way
            return False

    def loading(self, address: str) -> list[str]:
        """Return what the console says while a page loads."""
        self.open(address)
        return self.complaints()


class PlaywrightTab(Tab):
    def __init__(self, playwright: Playwright, name: str, path: str):
        self.name, self.pages, self.messages = name, {}, []
        flags = {"args": browser.FLAGS} if name == "chromium" else {}
        self.browser = getattr(playwright, name).launch(executable_path=path, **flags)
        self.prints = name == "chromium"  # Playwright prints in no other

    def _new_page(self, javascript: bool) -> Page:
        page = self.browser.new_context(java_script_enabled=javascript).new_page()
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", lambda request: HOST.match(request.url) or self.messages.append(request.url))
        return page

    def reset(self, javascript: bool = True, scheme: str = "light") -> None:
        """Begin anew, with a desktop's window. The page is the same: to open one takes longer than most tests."""
        if javascript not in self.pages:
            self.pages[javascript] = self._new_page(javascript)
        self.page = self.pages[javascript]
        self.page.goto("about:blank")
        self.page.emulate_media(media="null", color_scheme=scheme, forced_colors="null", reduced_motion="null")
        self.messages = []
        self.resize(*DESKTOP)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def open(self, address: str) -> None:
        self.page.goto(address)

    def press(self, *keys: str) -> None:
        for key in keys:
            if (self.name, sys.platform) == ("webkit", "darwin"):  # whose Tab leaves out links
                key = key.replace("Tab", "Alt+Tab")
            self.page.keyboard.press(key.replace("Control", "ControlOrMeta"))

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def js(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def spoken(self, selector: str) -> tuple[str, str]:
        """Return the role and the name by which the accessibility tree has an element."""
        if self.name != "chromium":
            found = re.match(r'- (\w+)(?: "(.*?)")?', self.page.locator(selector).first.aria_snapshot())
            return found[1], found[2] or ""
        session = self.page.context.new_cdp_session(self.page)
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        tree = session.send("Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False})
        return tree["nodes"][0]["role"]["value"], tree["nodes"][0]["name"]["value"]

    def pdf(self, paper: str, landscape: bool) -> bytes:
        return self.page.pdf(format=paper, landscape=landscape)

    def picture(self) -> bytes:
        """Return a PNG of the whole page."""
        return self.page.screenshot(full_page=True)

    def complaints(self) -> list[str]:
        """Return what the console has said since the tab began."""
        return self.messages

    def close(self) -> None:
        self.browser.close()


class WebDriverTab(Tab):
    """What Firefox and WebKit have in common; each has a `send` of its own."""

    def open(self, address: str) -> None:
        self.send("Navigate", {"url": address})

    def _keys(self, strokes: list[dict]) -> None:
        self.send("PerformActions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def press(self, *keys: str) -> None:
        for key in keys:
            parts = [KEYS.get(part, part) for part in key.split("+")]
            down = [{"type": "keyDown", "value": part} for part in parts]
            self._keys(down + [{"type": "keyUp", "value": part} for part in reversed(parts)])

    def type(self, text: str) -> None:
        self._keys([{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")])

    def _element(self, selector: str) -> str:
        found = self.send("FindElement", {"using": "css selector", "value": selector})
        return next(iter(found.values()))

    def click(self, selector: str) -> None:
        self.until(f"document.querySelector({json.dumps(selector)})?.getClientRects().length")
        self.send("ElementClick", {"id": self._element(selector)})

    def js(self, expression: str) -> Any:
        called = f"({expression.strip()})()" if expression.lstrip().startswith("() =>") else expression.strip()
        return self.send("ExecuteScript", {"script": f"return {called}", "args": []})

    def spoken(self, selector: str) -> tuple[str, str]:
        """Return the role and the name by which the accessibility tree has an element."""
        element = {"id": self._element(selector)}
        return self.send("GetComputedRole", element), self.send("GetComputedLabel", element)

    def picture(self) -> bytes:
        """Return a PNG of the whole page."""
        return base64.b64decode(self.send("TakeScreenshot", {"full": True}))

    def _stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def close(self) -> None:
        self._stop()
        self.folder.cleanup()


def wait_for(ready, what: str):
    """Return what `ready()` gives once it gives something; an error of the system or of a driver means not yet."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if found := ready():
                return found
        except (OSError, Failed):
            pass
        time.sleep(0.05)
    raise Failed(
        f"{what} does not start. Set the variable of its name to the path of another: that of a snap can't work."
    )


class FirefoxTab(WebDriverTab):
    def __init__(self, path: str):
        self.folder = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        profile = Path(self.folder.name)
        settings = {"marionette.port": 0, "ui.useOverlayScrollbars": 1}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()]
        (profile / "user.js").write_text("\n".join(lines))
        options = ["-headless", "-marionette", "-remote-allow-system-access", "-no-remote", "-profile", str(profile)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes = [subprocess.Popen([path, *options], **quiet)]
        port = wait_for(lambda: (profile / "MarionetteActivePort").read_text(), "FIREFOX")
        self.socket = wait_for(lambda: socket.create_connection(("127.0.0.1", int(port)), 60), "FIREFOX")
        self.stream, self.number = self.socket.makefile("rb"), 0
        self._receive()
        self.send("NewSession", {"capabilities": {}})
        self.send("SetWindowRect", {"width": 1500, "height": 1100})

    def _receive(self) -> Any:
        length = b""
        while (digit := self.stream.read(1)) != b":":
            if not digit:
                raise Failed("Firefox has gone")
            length += digit
        return json.loads(self.stream.read(int(length)))

    def send(self, command: str, parameters: dict, kind: str = "WebDriver") -> Any:
        self.number += 1
        data = json.dumps([0, self.number, f"{kind}:{command}", parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(data), data))
        _, _, error, result = self._receive()
        if error:
            raise Failed(f"{error['error']}: {error['message']}")
        return result["value"] if list(result) == ["value"] else result

    def _chrome(self, expression: str) -> Any:
        """Give the value of an expression in the browser itself, where its settings and its console are."""
        self.send("SetContext", {"value": "chrome"}, "Marionette")
        try:
            return self.js(expression)
        finally:
            self.send("SetContext", {"value": "content"}, "Marionette")

    def reset(self, javascript: bool = True, scheme: str = "light") -> None:
        """Begin anew, with a desktop's window."""
        self.open("about:blank")
        self._chrome(
            f"""(() => {{
                Services.prefs.setBoolPref("javascript.enabled", {json.dumps(javascript)});
                Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", {int(scheme == "light")});
                Services.console.reset();
            }})()"""
        )
        self.resize(*DESKTOP)

    def resize(self, width: int, height: int) -> None:
        size = f'width = "{width}px", style.height = "{height}px"'  # a window of Firefox is 500 pixels wide at least
        self._chrome(f"(style => (style.{size}, null))(gBrowser.selectedBrowser.style)")
        self.until(f"innerWidth === {width} && innerHeight === {height}")

    def complaints(self) -> list[str]:
        """Return what the console has said of pages since the tab began, but for what this Firefox is too old for."""
        said = self._chrome(
            """Services.console.getMessageArray()
              .filter(message => message instanceof Ci.nsIScriptError && /^(CSP|content)/.test(message.category))
              .map(message => message.errorMessage)"""
        )
        return [line for line in said if "unknown directive" not in line]

    def pdf(self, paper: str, landscape: bool) -> bytes:
        width, height = PAPER[paper]
        page = {"width": width, "height": height}
        return base64.b64decode(
            self.send("Print", {"page": page, "orientation": "landscape" if landscape else "portrait"})
        )


class WebKitTab(WebDriverTab):
    def __init__(self, path: str):
        self.path, self.address = path, None
        self.folder = tempfile.TemporaryDirectory(prefix="webkit-", ignore_cleanup_errors=True)
        self._start()

    def _start(self) -> None:
        size = "x".join(map(str, (*SCREEN, 24)))
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"]
        quiet = {"stderr": subprocess.DEVNULL}
        self.processes = [subprocess.Popen(screen, stdout=subprocess.PIPE, text=True, **quiet)]
        self.environment = {"DISPLAY": f":{self.processes[0].stdout.readline().strip()}", "PATH": "/usr/bin:/bin"}
        self.environment |= {"HOME": self.folder.name, "XDG_RUNTIME_DIR": self.folder.name}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        driver = [self.path, f"--port={port}"]
        self.processes.append(subprocess.Popen(driver, env=self.environment, stdout=subprocess.DEVNULL, **quiet))
        self.http, self.session = http.client.HTTPConnection("127.0.0.1", port, timeout=30), None
        wait_for(lambda: self._ask("GET", "/status"), "WEBKIT")

    def _ask(self, method: str, path: str, parameters: dict | None = None) -> Any:
        body = json.dumps(parameters or {}) if method == "POST" else None
        try:
            self.http.request(method, path, body, {"Content-Type": "application/json"})
            answer = self.http.getresponse()
            value = json.loads(answer.read())["value"]
        except (OSError, http.client.HTTPException) as error:
            self.http.close()
            raise Failed(str(error)) from error
        if answer.status != 200:
            raise Failed(f"{value['error']}: {value['message']}")
        return value

    def send(self, command: str, parameters: dict) -> Any:
        method, path = COMMANDS[command]
        return self._ask(method, f"/session/{self.session}/{path.format_map(parameters)}", parameters)

    def reset(self, javascript: bool = True, scheme: str = "light") -> None:
        """Begin anew, with a desktop's window. Without JavaScript, pages have none, but tests do."""
        program = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
        options = ["--automation", f"--enable-javascript-markup={json.dumps(javascript)}"]
        if scheme == "dark":
            options.append("--dark-mode")
        wanted = {"webkitgtk:browserOptions": {"binary": str(program), "args": options}}
        try:
            self._begin(wanted)
        except Failed:  # on a busy machine a session has failed to end
            self._stop()
            self._start()
            self._begin(wanted)
        self.resize(*DESKTOP)

    def _begin(self, wanted: dict) -> None:
        if self.session:
            self._ask("DELETE", f"/session/{self.session}")
        self.session = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def resize(self, width: int, height: int) -> None:
        """Make the window so wide and high, or as narrow as it can be: 447 pixels."""
        place = {"x": (SCREEN[0] - width) // 2, "y": (SCREEN[1] - height) // 2}  # the keys go where the pointer is
        self.send("SetWindowRect", {**place, "width": width, "height": height})

    def open(self, address: str) -> None:
        super().open(address)
        self.address = address
        self.js("""(window.complaints ??= [], addEventListener("error", event => complaints.push(event.message)),
          document.addEventListener("securitypolicyviolation", event => complaints.push(event.violatedDirective)))""")

    def complaints(self) -> list[str]:
        """Return what the last page complained of since it was loaded."""
        return self.js("window.complaints ?? []")

    def _print(self, address: str, file: Path, *options: str) -> list[str]:
        command = ["/usr/bin/python3", str(HERE / "webkit_print.py"), address, str(file), *options]
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        done = subprocess.run(command, env=self.environment, **output)
        assert done.returncode == 0, done.stdout
        return [line for line in done.stdout.splitlines() if "CONSOLE " in line]

    def loading(self, address: str) -> list[str]:
        """Return what the console says while a page loads."""
        return self._print(address, Path(self.folder.name) / "loaded.pdf", "a4", "portrait")

    def picture(self) -> bytes:
        """Return a PNG of the whole page, for which the window is made as high: the driver draws no more."""
        width, height = self.js("[innerWidth, document.documentElement.scrollHeight]")
        self.resize(width, height + 100)
        return super().picture()

    def pdf(self, paper: str, landscape: bool) -> bytes:
        file = Path(self.folder.name) / "printed.pdf"
        said = self._print(self.address, file, paper, "landscape" if landscape else "portrait")
        assert not said, said
        return file.read_bytes()


def start(playwright: Playwright, name: str) -> Tab:
    """Start a browser; close() ends it.

    Raises:
        SystemExit: there is none; its message says how to get one.
    """
    path = browser.find(name) or sys.exit(browser.missing(name))
    if name == "chromium" or path == browser.playwrights(name):
        return PlaywrightTab(playwright, name, path)
    return {"firefox": FirefoxTab, "webkit": WebKitTab}[name](path)
