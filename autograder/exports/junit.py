"""JUnit XML: what build servers, GitLab and Artemis read. It has no points of its own: they are properties."""

import re
from xml.etree import ElementTree

from autograder.exports.told import told
from autograder.report import points_text

#: what XML 1.0 has no way to hold, not even escaped
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def add(command):
    """Add the format."""
    command("JUnit XML, as build servers, GitLab and Artemis read it", """\
A suite for each submission, a case for each check; points stand in the properties `points` and `max_points`.

  python -m autograder export marks junit --out junit.xml""", reveal=True)


def export(marks, arguments):
    """Return the XML of all submissions."""
    return {arguments.out: junit_xml(marks.reports, arguments.reveal)}, []


def junit_xml(reports, level):
    """Return the reports as the XML that pytest writes too (family xunit2)."""
    root = ElementTree.Element("testsuites", name="micrograd")
    for report in reports:
        root.append(_suite(report, told(report, level)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(report, those):
    counts = {kind: sum(each.status == kind for each in those) for kind in ("fail", "error")}
    suite = ElementTree.Element("testsuite", name=_xml(report.submission), tests=str(len(those)), skipped="0",
                                failures=str(counts["fail"]), errors=str(counts["error"]), time="0")
    _properties(suite, {"points": points_text(report.score), "max_points": points_text(report.max_score),
                        "kit": report.kit, "wall": report.wall})
    for each in those:
        suite.append(_case(report, each))
    return suite


def _case(report, each):
    unit, _, name = each.name.partition(": ")
    place = {"classname": _xml(f"{report.submission}.{unit}"), "name": _xml(name or unit)}
    case = ElementTree.Element("testcase", place, time="0")
    _properties(case, {"points": points_text(each.score), "max_points": points_text(each.max_score)})
    if each.status != "pass":
        kind = {"fail": "failure", "error": "error"}[each.status]
        ElementTree.SubElement(case, kind, message=_xml(each.title)).text = _xml(each.text)
    return case


def _properties(element, values):
    properties = ElementTree.SubElement(element, "properties")
    for name, value in values.items():
        ElementTree.SubElement(properties, "property", name=name, value=_xml(value))


def _xml(text):
    return _NO_XML.sub("\ufffd", text)
