"""A notice as JSON by POST, to whatever an Airflow connection of the type http names."""

import httpx
from airflow.sdk import BaseHook, BaseNotifier, Connection, Context

from failure_notice.callback import PATIENCE_SECONDS, NotTaken
from failure_notice.notice import Notice

SCHEMES = ("http", "https")


class WebhookNotifier(BaseNotifier):
    """
    Posts a notice. It reads the connection as the provider's HttpNotifier does, which logs the address, with whatever
    secret is in it, and the answer.

    :param conn_id: host (with ``https://`` and a path, if it has them), or host, port and schema; login and password
        are for basic authentication; each text in its extra is a header
    """

    def __init__(self, conn_id: str, notice: Notice) -> None:
        super().__init__()
        self.conn_id = conn_id
        self.notice = notice

    def notify(self, context: Context) -> None:
        connection = BaseHook.get_connection(self.conn_id)
        # The body of the answer is nobody's business, and may be endless.
        with httpx.stream(
            "POST",
            _address(connection),
            json=_body(self.notice),
            headers={key: value for key, value in connection.extra_dejson.items() if isinstance(value, str)},
            auth=(connection.login, connection.password or "") if connection.login else None,
            timeout=PATIENCE_SECONDS,
        ) as answer:
            if not answer.is_success:
                raise NotTaken(f"it answered with status {answer.status_code}")


def _address(connection: Connection) -> str:
    """Also of a connection that is written as the address itself, whose path Airflow takes for a schema."""
    host, schema = connection.host or "", connection.schema or ""
    if "://" in host:
        scheme, host = host.split("://", 1)
    else:
        scheme = next((scheme for scheme in (schema, connection.conn_type) if scheme in SCHEMES), "https")
    port = f":{connection.port}" if connection.port else ""
    path = f"/{schema}" if schema and schema not in SCHEMES else ""
    return f"{scheme}://{host}{port}{path}"


def _body(notice: Notice) -> dict[str, object]:
    """``text`` is what chats show that take a webhook like Slack's."""
    return {
        "text": "\n".join(notice.lines),
        "dag_id": notice.dag_id,
        "run_id": notice.run_id,
        "task_id": notice.task_id,
        "sentence": notice.sentence,
        "counts": notice.counts,
        "url": notice.url,
    }
