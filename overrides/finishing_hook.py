"""The finishing step's hook: makes what MkDocs built fit to publish."""
