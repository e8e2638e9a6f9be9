"""Who is told, as the environment of the DAG processor says it."""

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from failure_notice.callback import FailureCallback

# As Airflow takes them. An address has other characters, and may hold a secret.
CONNECTION_ID = re.compile(r"[\w.-]{1,250}")


def on_run_failure(environment: Mapping[str, str]) -> "FailureCallback | None":
    """
    The DAG's failure callback, or None where nobody is to be told: nothing is imported then.

    :raises ValueError: if a setting can't be used, with a sentence that doesn't repeat its value
    """
    receivers = {}
    if connection := _connection(environment, "NOTIFY_WEBHOOK_CONN_ID"):
        from failure_notice.webhook import WebhookNotifier  # noqa: PLC0415

        receivers["webhook"] = partial(WebhookNotifier, connection)
    if not receivers:
        return None
    from failure_notice.callback import FailureCallback  # noqa: PLC0415

    return FailureCallback(receivers)


def _connection(environment: Mapping[str, str], name: str) -> str:
    value = _value(environment, name)
    if value and not CONNECTION_ID.fullmatch(value):
        raise ValueError(f"{name} is not the id of an Airflow connection: an address and its secrets belong into one")
    return value


def _value(environment: Mapping[str, str], name: str) -> str:
    return (environment.get(name) or "").strip()
