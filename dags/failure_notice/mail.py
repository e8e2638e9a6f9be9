"""A notice by mail."""

from html import escape

from airflow.providers.smtp.notifications.smtp import SmtpNotifier
from airflow.sdk import BaseHook, Context

from failure_notice.callback import NotTaken
from failure_notice.notice import Notice

CONNECTION = "smtp_default"


class MailNotifier(SmtpNotifier):
    """Mails a notice to these addresses, by the connection ``smtp_default``."""

    def __init__(self, to: list[str], notice: Notice) -> None:
        super().__init__(to=to, subject=notice.title, html_content=_html(notice), smtp_conn_id=CONNECTION)

    def notify(self, context: Context) -> None:
        self.from_email = BaseHook.get_connection(CONNECTION).extra_dejson.get("from_email")
        if not self.from_email:
            raise NotTaken(f"the connection {CONNECTION} needs a from_email in its extra")
        super().notify(context)


def _html(notice: Notice) -> str:
    *lines, url = (escape(line) for line in notice.lines)
    return "".join(f"<p>{line}</p>\n" for line in lines) + f'<p><a href="{url}">{url}</a></p>\n'
