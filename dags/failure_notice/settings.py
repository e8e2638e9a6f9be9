"""Who is told, as the environment of the DAG processor says it."""

import re
from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from failure_notice.callback import FailureCallback

# As Airflow takes them. An address has other characters, and may hold a secret.
CONNECTION_ID = re.compile(r"[\w.-]{1,250}")
ADDRESS = re.compile(r"[^@\s,;:<>\"()\\]+@[^@\s,;:<>\"()\\]+")


def on_run_failure(environment: Mapping[str, str]) -> "FailureCallback | None":
    """
    The DAG's failure callback, or None where nobody is to be told: nothing is imported then.

    :raises ValueError: if a setting can't be used, with a sentence that doesn't repeat its value
    """
    receivers = {}
    if connection := _connection(environment, "NOTIFY_WEBHOOK_CONNECTION"):
        from failure_notice.webhook import WebhookNotifier  # noqa: PLC0415

        receivers["webhook"] = partial(WebhookNotifier, connection)
    if addresses := _addresses(environment, "NOTIFY_MAIL_TO"):
        _require("NOTIFY_MAIL_TO", "smtp")
        from failure_notice.mail import MailNotifier  # noqa: PLC0415

        receivers["mail server"] = partial(MailNotifier, addresses)
    if connection := _connection(environment, "NOTIFY_SLACK_CONNECTION"):
        _require("NOTIFY_SLACK_CONNECTION", "slack")
        from failure_notice.slack import SlackNotifier  # noqa: PLC0415

        receivers["Slack webhook"] = partial(SlackNotifier, connection)
    if not receivers:
        return None
    from failure_notice.callback import FailureCallback  # noqa: PLC0415

    return FailureCallback(receivers)


def _connection(environment: Mapping[str, str], name: str) -> str:
    value = _value(environment, name)
    if value and not CONNECTION_ID.fullmatch(value):
        raise ValueError(f"{name} is not the id of an Airflow connection: an address and its secrets belong into one")
    return value


def _addresses(environment: Mapping[str, str], name: str) -> list[str]:
    value = _value(environment, name)
    addresses = [address.strip() for address in value.split(",")] if value else []
    if not all(ADDRESS.fullmatch(address) for address in addresses):
        raise ValueError(f"{name} is not a list of mail addresses: write each as name@host, with commas between them")
    return addresses


def _require(name: str, provider: str) -> None:
    if find_spec(f"airflow.providers.{provider}") is None:
        raise ValueError(
            f"{name} is set, but apache-airflow-providers-{provider} is not installed:"
            " install that package where the DAG processor runs, or take the variable away"
        )


def _value(environment: Mapping[str, str], name: str) -> str:
    return (environment.get(name) or "").strip()
