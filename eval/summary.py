"""A run on one terminal screen."""

from __future__ import annotations

from eval.evaluate import Evaluation
from eval.metrics import BY_NAME, DISTANCE, HEADLINE


def summary_text(evaluation: Evaluation) -> str:
    """The headline numbers of every system by language, and what was not scored."""
    lines = []
    names = dict.fromkeys((*HEADLINE, *DISTANCE, "label", "macro_f1"))
    for run in evaluation.runs:
        right = sum(s.passed for s in run.scored)
        lines.append(f"{run.name}: {right} of {len(run.scored)} items right")
        if run.untaken:
            lines.append(f"  NOT SCORED: {run.untaken} items (claims), which {run.name} cannot check")
        lines.append(f"  {'':<28}{'all':>20}{'nl':>8}{'en':>8}{'tuning':>8}{'test':>8}")
        for name in names:
            found = [run.summary.groups.get(g, {}).get(name) for g in ("all", "nl", "en", "tuning", "test")]
            if whole := found[0]:
                cell = f"{whole.mean:.3f} [{whole.low:.3f} {whole.high:.3f}]"
                rest = "".join(f"{e.mean:>8.3f}" if e else f"{'–':>8}" for e in found[1:])
                lines.append(f"  {BY_NAME[name].title:<28}{cell:>20}{rest}")
        if run.summary.outside:
            lines.append(f"  halves outside each other's interval: {', '.join(run.summary.outside)}")
        if run is evaluation.main:
            lines += [f"  dead: {dead}" for dead in run.summary.dead]
    return "\n".join(lines)
