"""The plots of the report: small functions from numbers to HTML or inline SVG, coloured by the style sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.claimscores import LABELS, Confusion
from eval.html import Html, esc, join, tag
from eval.intervals import Estimate

_W, _H, _LEFT, _BOTTOM, _TOP = 360, 220, 40, 34, 12


@dataclass(frozen=True, slots=True)
class Mark:
    """One value in a row of a dot plot; `series` picks its colour and shape."""

    series: str
    estimate: Estimate


def dots(rows: Sequence[tuple[str, Sequence[Mark]]], legend: Sequence[tuple[str, str]]) -> Html:
    """Rows of shares with their intervals on one axis from 0 to 100%.

    `legend` is (series, title); a mark's title tells its exact numbers.
    """
    axis = tag("div", *(tag("span", text) for text in ("0", "50", "100%")), class_="axis")
    lines = [
        tag("div", tag("span", name, class_="name"), tag("div", *map(_mark, marks), class_="track"), class_="row")
        for name, marks in rows
        if marks
    ]
    last = tag("div", tag("span", "", class_="name"), axis, class_="row")
    return tag("div", legend_of(legend), *lines, last, class_="dots")


def legend_of(legend: Sequence[tuple[str, str]]) -> Html:
    """What each series is."""
    keys = [tag("span", tag("i", class_=f"key {series}"), title) for series, title in legend]
    return tag("p", *keys, class_="legend")


def _mark(mark: Mark) -> Html:
    e = mark.estimate
    told = f"{mark.series}: {percent(e)}, n = {e.n}"
    width = f"left:{e.low * 100:.2f}%;width:{(e.high - e.low) * 100:.2f}%"
    return tag(
        "div",
        tag("i", class_="range", style=width),
        tag("b", class_="dot", style=f"left:{e.mean * 100:.2f}%"),
        class_=f"mark {mark.series}",
        title=told,
    )


def percent(e: Estimate) -> str:
    """A share with its interval: 87% (81 to 91)."""
    return f"{e.mean * 100:.0f}% ({e.low * 100:.0f} to {e.high * 100:.0f})"


def curves(lines: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str) -> Html:
    """Lines of (x, y), both from 0 to 1, in an SVG. A line's end has a dot."""
    parts: list[Html] = [*_axes(across, up, [0, 0.25, 0.5, 0.75, 1], [0, 0.25, 0.5, 0.75, 1])]
    for name, points in lines.items():
        if not points:
            continue
        path = " ".join(f"{'L' if i else 'M'}{_x(x):.1f} {_y(y):.1f}" for i, (x, y) in enumerate(points))
        end = points[-1]
        told = tag("title", f"{name}: {end[0] * 100:.0f}% answered, {end[1] * 100:.0f}% of it wrong")
        parts.append(tag("path", told, d=path, class_=f"line {name}"))
        parts.append(tag("circle", told, cx=f"{_x(end[0]):.1f}", cy=f"{_y(end[1]):.1f}", r="4", class_=f"end {name}"))
    return _svg(parts, f"{up} against {across}")


def bars(groups: Sequence[str], series: Mapping[str, Sequence[float]], across: str, up: str) -> Html:
    """Bars of shares (0 to 1) side by side for each group, in an SVG."""
    parts = [*_axes(across, up, [], [0, 0.25, 0.5, 0.75, 1])]
    step = (_W - _LEFT - 8) / max(len(groups), 1)
    wide = step * 0.8 / max(len(series), 1)
    for place, group in enumerate(groups):
        left = _LEFT + step * place + step * 0.1
        middle = f"{left + step * 0.4:.1f}"
        parts.append(tag("text", group, x=middle, y=str(_H - _BOTTOM + 14), text_anchor="middle"))
        for offset, (name, values) in enumerate(series.items()):
            top = _y(values[place])
            told = tag("title", f"{name}, {group}: {values[place] * 100:.0f}%")
            box = {"x": f"{left + offset * wide:.1f}", "y": f"{top:.1f}", "width": f"{max(wide - 1, 1):.1f}"}
            height = f"{_y(0) - top:.1f}"
            parts.append(tag("rect", told, **box, height=height, class_=f"bar {name}"))
    return _svg(parts, f"{up} by {across}")


def cumulative(series: Mapping[str, Sequence[float]], across: str, up: str) -> Html:
    """The share of seconds at or below x for each series, in an SVG; x is in milliseconds.

    x ends where 99% of the slowest series are done: one outlier must not press the rest together.
    """
    last = [sorted(values)[math.ceil(len(values) * 0.99) - 1] for values in series.values() if values]
    most = max(last, default=1.0) * 1000 or 1.0
    parts = [*_axes(across, up, [], [0, 0.25, 0.5, 0.75, 1])]
    for share in (0, 0.25, 0.5, 0.75, 1):
        text = f"{share * most:.0f}" if most >= 8 else f"{share * most:.1f}"
        parts.append(tag("text", text, x=f"{_x(share):.1f}", y=str(_H - _BOTTOM + 14), text_anchor="middle"))
    for name, values in series.items():
        points = [(0.0, 0.0)]
        for place, value in enumerate(sorted(values), start=1):
            x = min(value * 1000 / most, 1.0)
            points += [(x, points[-1][1]), (x, place / len(values))]
        path = " ".join(f"{'L' if i else 'M'}{_x(x):.1f} {_y(y):.1f}" for i, (x, y) in enumerate(points))
        parts.append(tag("path", tag("title", name), d=path, class_=f"line {name}"))
    return _svg(parts, f"{up} against {across}")


def confusion_table(table: Confusion) -> Html:
    """The right label down, the given label across, shaded by the share of its row."""
    head = tag("tr", tag("td", "right ↓ given →"), *(tag("th", _short(name), scope="col") for name in LABELS))
    rows = []
    for right in LABELS:
        total = sum(table[right].values()) or 1
        cells = [
            tag(
                "td",
                table[right][given],
                style=f"--share:{table[right][given] / total:.3f}",
                class_="hit" if right == given else "miss",
            )
            for given in LABELS
        ]
        rows.append(tag("tr", tag("th", _short(right), scope="row"), *cells))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows), class_="confusion"), class_="scroll")


def _short(label: str) -> str:
    return label.replace("_", " ")


def _x(share: float) -> float:
    return _LEFT + share * (_W - _LEFT - 12)


def _y(share: float) -> float:
    return _H - _BOTTOM - share * (_H - _BOTTOM - _TOP)


def _axes(across: str, up: str, xs: Sequence[float], ys: Sequence[float]) -> list[Html]:
    parts = []
    for y in ys:
        at = f"{_y(y):.1f}"
        parts.append(tag("line", x1=str(_LEFT), x2=str(_W - 12), y1=at, y2=at, class_="grid"))
        parts.append(tag("text", f"{y * 100:.0f}%", x=str(_LEFT - 5), y=f"{_y(y) + 3.5:.1f}", text_anchor="end"))
    parts += [
        tag("text", f"{x * 100:.0f}%", x=f"{_x(x):.1f}", y=str(_H - _BOTTOM + 14), text_anchor="middle") for x in xs
    ]
    middle = str((_W + _LEFT) // 2)
    parts.append(tag("text", across, x=middle, y=str(_H - 4), text_anchor="middle", class_="title"))
    return parts


def _svg(parts: Sequence[Html], told: str) -> Html:
    return Html(f'<svg viewBox="0 0 {_W} {_H}" role="img" aria-label="{esc(told)}">{join(parts)}</svg>')
