"""Points on another scale: that of a column in a learning platform."""

import re
from decimal import ROUND_HALF_UP, Decimal

_NUMBER = re.compile(r"(\d[\d.,]*?)(?:[.,](\d+))?", re.ASCII)


def number(text):
    """Return the number that `text` is, as a Decimal, or None: the last comma or point stands before the decimals."""
    found = _NUMBER.fullmatch(re.sub(r"\s", "", text))
    return Decimal(f"{re.sub('[.,]', '', found[1])}.{found[2] or 0}") if found else None


def scaled(report, maximum):
    """Return score / max_score * maximum of `report`, to hundredths, half up; `maximum` and the result are Decimals."""
    share = Decimal(str(report.score)) / Decimal(str(report.max_score))
    return (share * maximum).quantize(Decimal("0.01"), ROUND_HALF_UP)


def written(points, like):
    """Return `points` as text with the decimal mark of the number `like`, without zeros at its end."""
    text = f"{points:f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if re.search(r",\d+$", like.strip()) else text
