"""Pictures of failures: SVG text made of a check's evidence, to stand within a page or in a file of its own.

They are drawn with the colour of the text around them, so they are readable on light and on dark pages; what is wrong
has a colour of its own, and a shape, for those who see few colours. A page chooses it: --bad.
"""

from autograder.language import ENGLISH
from autograder.pictures import boundary, curve, graph

_KINDS = {"graph": graph.draw, "losses": curve.draw, "boundary": boundary.draw}


def picture(evidence, say=ENGLISH):
    """Return the picture of a check's evidence as SVG text, its words in the language `say`; "" where there is none.

    Reports are files, and may have been written by another version of the kit or by hand: what does not hold what a
    picture needs is not drawn.
    """
    try:
        draw = _KINDS.get(evidence.get("kind"))
        return draw(evidence, say) if draw else ""
    except (LookupError, TypeError, ValueError, AttributeError):
        return ""
