"""What commands write on: a console, and a bar for long work."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn


def new_console():
    """Return a console that breaks no lines and colours nothing by itself."""
    return Console(highlight=False, soft_wrap=True)


def progress_on(console):
    """Return a bar with counts, time and time left; nothing is shown where `console` is no terminal."""
    # rich draws lines that only UTF-8 has; elsewhere a bar of spaces and the counts must do.
    utf8 = (console.encoding or "").lower().startswith("utf")
    columns = [TextColumn("{task.description}"), *([BarColumn()] if utf8 else []), MofNCompleteColumn(),
               TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn()]
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
