"""Tells people of a run that failed: by webhook, mail or Slack, each off unless its setting is there."""

from failure_notice.settings import on_run_failure

__all__ = ["on_run_failure"]
