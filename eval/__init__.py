"""Gold questions and claims, runs, metrics, report and gate."""
