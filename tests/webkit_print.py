"""Load a page in WebKitGTK and print it into a PDF; its console is written to the output.

WebKit's driver has no command for either. Run by the system's Python, which has Debian's bindings:
/usr/bin/python3 webkit_print.py ADDRESS FILE a4|letter portrait|landscape
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

address, file, paper, orientation = sys.argv[1:]
view = WebKit2.WebView()
view.get_settings().set_enable_write_console_messages_to_stdout(True)
window = Gtk.OffscreenWindow()
window.set_default_size(1280, 800)
window.add(view)
window.show_all()


def loaded(_, event):
    if event == WebKit2.LoadEvent.FINISHED:
        settings, setup, job = Gtk.PrintSettings(), Gtk.PageSetup(), WebKit2.PrintOperation.new(view)
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, f"file://{file}")
        setup.set_paper_size(Gtk.PaperSize.new({"a4": "iso_a4", "letter": "na_letter"}[paper]))
        setup.set_orientation(getattr(Gtk.PageOrientation, orientation.upper()))
        job.set_print_settings(settings)
        job.set_page_setup(setup)
        job.connect("finished", lambda _: Gtk.main_quit())
        job.connect("failed", lambda _, error: sys.exit(error.message))
        job.print_()


view.connect("load-changed", loaded)
view.load_uri(address)
GLib.timeout_add_seconds(30, Gtk.main_quit)
Gtk.main()
