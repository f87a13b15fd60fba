"""What commands write on: a console, and a bar for long work."""

from contextlib import nullcontext

from rich.console import Console


def new_console():
    """Return a console that breaks no lines, and colours and replaces nothing by itself."""
    return Console(highlight=False, soft_wrap=True, emoji=False)


def progress_on(console):
    """Return a bar with counts, time and time left; nothing is shown where `console` is no terminal."""
    return _bar(console) if console.is_terminal else nullcontext(_Unseen())


def _bar(console):
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    # rich draws lines that only UTF-8 has; elsewhere a bar of spaces and the counts must do.
    utf8 = (console.encoding or "").lower().startswith("utf")
    columns = [TextColumn("{task.description}"), *([BarColumn()] if utf8 else []), MofNCompleteColumn(),
               TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn()]
    return Progress(*columns, console=console, transient=True)


class _Unseen:
    """What is told to a bar, where there is none."""

    def add_task(self, description, total=None):
        """Begin to count."""

    def update(self, task, **about):
        """Change what is shown."""

    def advance(self, task):
        """Count one more."""

    def track(self, things, **about):
        """Return the things that are counted one by one."""
        return things
