"""The template repository for GitHub Classroom: what students get, and a workflow that runs the visible tests."""

#: The folder of the template in a release.
NAME = "github-classroom"

#: The packages of requirements.txt that the visible tests need.
PACKAGES = ("pytest", "numpy")

_WORKFLOW = """\
# Runs the visible tests at each push. There is nothing hidden in this repository, and nothing hidden is fetched.
name: Autograding Tests

on: [push, workflow_dispatch, repository_dispatch]

permissions:
  contents: read

jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    if: github.actor != 'github-classroom[bot]'
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install {packages}
      - run: python -m pytest exercises
"""

_GITIGNORE = "__pycache__/\n*.pyc\n.venv/\n.pytest_cache/\n.ipynb_checkpoints/\n.DS_Store\n"


def template_files(files, requirements):
    """Return {path: bytes} of the template, made of the students' `files`; `requirements` are those of PACKAGES."""
    packages = " ".join(f'"{line}"' for line in requirements.decode().split())
    added = {".github/workflows/classroom.yml": _WORKFLOW.format(packages=packages), ".gitignore": _GITIGNORE}
    return dict(sorted((files | {name: text.encode() for name, text in added.items()}).items()))
