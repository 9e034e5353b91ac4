"""The items as a JUnit file, which every CI shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from eval.scoring import Scored

_CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(name: str, scored: Sequence[Scored]) -> str:
    """One test case for each item, grouped by kind; no times, so that two runs give the same bytes."""
    failures = sum(not s.passed for s in scored)
    root = Element("testsuites", name="briefwijzer", tests=str(len(scored)), failures=str(failures))
    for kind in dict.fromkeys(s.item.kind for s in scored):
        members = [s for s in scored if s.item.kind == kind]
        suite = SubElement(
            root,
            "testsuite",
            name=clean(f"{name}.{kind}"),
            tests=str(len(members)),
            failures=str(sum(not s.passed for s in members)),
        )
        for s in members:
            _case(suite, f"{name}.{kind}.{s.item.half}", s)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, group: str, s: Scored) -> None:
    case = SubElement(suite, "testcase", classname=clean(group), name=clean(s.item.id))
    if s.problems:
        failure = SubElement(case, "failure", message=clean("; ".join(s.problems)))
        failure.text = clean(f"{s.item.place}\n{s.item.text}\n" + "\n".join(s.problems))


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _CONTROL.sub("\ufffd", text)
