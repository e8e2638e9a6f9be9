"""A notice by an incoming webhook of Slack's."""

import logging

from airflow.providers.slack.hooks.slack_webhook import SlackWebhookHook
from airflow.sdk import BaseNotifier, Context

from failure_notice.callback import PATIENCE_SECONDS, NotTaken
from failure_notice.notice import Notice

# Slack's client says in several lines what goes wrong, with the address, which is a secret.
SILENT = logging.getLogger("failure_notice.slack.client")
SILENT.setLevel(logging.CRITICAL)
SILENT.disabled = True


class SlackNotifier(BaseNotifier):
    """Posts a notice. The provider's own notifier leaves nobody a way to keep its client quiet."""

    def __init__(self, conn_id: str, notice: Notice) -> None:
        super().__init__()
        self.conn_id = conn_id
        self.text = "\n".join(_escape(line) for line in notice.lines)

    def notify(self, context: Context) -> None:
        hook = SlackWebhookHook(
            slack_webhook_conn_id=self.conn_id, timeout=PATIENCE_SECONDS, retry_handlers=[], logger=SILENT
        )
        answer = hook.client.send(text=self.text, unfurl_links=False)
        if answer.status_code != 200:  # noqa: PLR2004
            raise NotTaken(f"it answered with status {answer.status_code}")


def _escape(line: str) -> str:
    """What Slack asks for: else ``<!channel>`` would call everybody."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
