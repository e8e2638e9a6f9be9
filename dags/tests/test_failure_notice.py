"""Notices of failed runs, against real receivers on this machine."""

import email
import email.policy
import json
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from airflow.callbacks.callback_requests import DagCallbackRequest
from airflow.dag_processing import processor
from airflow.dag_processing.dagbag import DagBag

import failure_notice.callback
from failure_notice import on_run_failure

DAGS = Path(__file__).parent.parent
RUN_ID = "manual__2026-11-14T09:30:00+00:00"
TASKS = ["init_schema", "open_run", "publish_users", "store_users", "close_run", "audit_run"]
MISSING = "2 users are missing in postgres: 0b3c…, 7f1e…"
SUMMARY = {
    "task": "audit",
    "status": "not_proven",
    "epoch": 2,
    "published": 3000,
    "stored_postgres": 2998,
    "missing": 2,
    "seed": "a-users-own-text",
    "postgres": {"latency_millis": {"p95": 1234}},
    "error": MISSING,
    "seconds": 4.2,
}
HOSTILE = "PRODUCER_SEED is '\"<b>x</b>&amp;\r\nBcc: a@example.com\n\n{{ run_id }}{% raw %}<!channel>\x1b[31m\u202e"
HOSTILE_LINE = "PRODUCER_SEED is '\"<b>x</b>&amp; Bcc: a@example.com {{ run_id }}{% raw %}<!channel> [31m"


class Run:
    """Stands in for a failed run's task instance, and the API that it asks."""

    run_id = RUN_ID
    task_id = "audit_run"

    def __init__(self, states: dict[str, str], summaries: dict[str, Any]) -> None:
        self.states, self.summaries = states, summaries

    def get_task_states(self, dag_id: str, run_ids: list[str]) -> dict[str, dict[str, str]]:
        assert (dag_id, run_ids) == ("user_automation", [RUN_ID])
        return {RUN_ID: self.states}

    def xcom_pull(self, task_ids: str, map_indexes: int) -> Any:
        assert map_indexes == -1
        return self.summaries.get(task_ids)


def context(states: dict[str, str] | None = None, **summaries: Any) -> dict[str, Any]:
    """What a failure callback gets: of a run whose audit found something missing, where nothing else is said."""
    return {
        "dag": SimpleNamespace(dag_id="user_automation", task_ids=TASKS),
        "run_id": RUN_ID,
        "ti": Run(states or {"audit_run": "failed", "close_run": "success"}, summaries or {"audit_run": SUMMARY}),
    }


class MailReceiver(socketserver.ThreadingTCPServer):
    """Keeps what is mailed to it, from whoever logs in."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _MailHandler)
        self.mailed: list[tuple[list[str], EmailMessage]] = []
        self.answers: dict[str, str] = {}


class _MailHandler(socketserver.StreamRequestHandler):
    server: MailReceiver

    def handle(self) -> None:
        recipients: list[str] = []
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                self.say("250-me\r\n250 AUTH PLAIN")
                continue
            if verb == "RCPT":
                recipients.append(line.partition(":")[2].strip("<>"))
            if verb == "DATA" and "DATA" not in self.server.answers:
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                self.server.mailed.append((recipients, message))
            self.say(self.server.answers.get(verb, {"AUTH": "235 in", "QUIT": "221 bye"}.get(verb, "250 well")))

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class HttpReceiver(ThreadingHTTPServer):
    """Keeps what is posted to it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posted: list[tuple[str, dict[str, str], Any]] = []
        self.status = 200
        self.slowness = 0.0
        self.closing = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: HttpReceiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.path, dict(self.headers), json.loads(body)))
        self.server.closing.wait(self.server.slowness)
        self.send_response(self.server.status)
        self.end_headers()
        # What it answers is a secret of its own, or at least nobody's business.
        self.wfile.write(b"ok" if self.server.status == 200 else b"hunter2")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[HttpReceiver]:
    with HttpReceiver() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.closing.set()
        server.shutdown()


@pytest.fixture(autouse=True)
def straight_and_quick(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(failure_notice.callback, "PATIENCE_SECONDS", 5)
    caplog.set_level("INFO")


@pytest.fixture
def webhook(receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch) -> HttpReceiver:
    """A receiver that a connection leads to, by a path and with headers that are secret."""
    connection = {
        "conn_type": "http",
        "host": f"{receiver.address}/hooks/s3cret-path",
        "login": "pipeline",
        "password": "s3cret-password",
        "extra": {"X-Token": "s3cret-token"},
    }
    monkeypatch.setenv("AIRFLOW_CONN_FAILURES", json.dumps(connection))
    return receiver


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailReceiver]:
    """A server that the connection for mail leads to, with a password."""
    with MailReceiver() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        extra = {"from_email": "pipeline@example.com", "disable_ssl": True, "disable_tls": True}
        monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", smtp(server.server_address[1], extra))
        yield server
        server.shutdown()


def smtp(port: int, extra: dict[str, Any]) -> str:
    connection = {"conn_type": "smtp", "host": "127.0.0.1", "port": port}
    return json.dumps(connection | {"login": "pipeline", "password": "s3cret-password", "extra": extra})


@pytest.fixture
def slack(receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch) -> HttpReceiver:
    """A receiver that a connection of Slack's leads to, whose password is the secret part of the address."""
    pytest.importorskip("airflow.providers.slack", reason="Slack's provider is tested on Python 3.11 and newer")
    connection = {"conn_type": "slackwebhook", "host": f"{receiver.address}/services", "password": "T0/B0/s3cret"}
    monkeypatch.setenv("AIRFLOW_CONN_TEAM", json.dumps(connection))
    return receiver


SLACK = {"NOTIFY_SLACK_CONNECTION": "team"}
MAIL = {"NOTIFY_MAIL_TO": "ops@example.com, data@example.com"}
WEBHOOK = {"NOTIFY_WEBHOOK_CONNECTION": "failures"}


def test_posts_which_run_failed_where_and_why_and_nothing_else(webhook: HttpReceiver) -> None:
    on_run_failure(WEBHOOK)(context())
    ((path, headers, body),) = webhook.posted
    assert path == "/hooks/s3cret-path"
    assert headers["Content-Type"] == "application/json"
    assert headers["X-Token"] == "s3cret-token"
    assert headers["Authorization"].startswith("Basic ")
    url = "http://localhost:8080/dags/user_automation/runs/manual__2026-11-14T09%3A30%3A00%2B00%3A00"
    assert body == {
        "text": f"user_automation: run {RUN_ID} failed in audit_run\n{MISSING}\n"
        f"published 3,000, stored_postgres 2,998, missing 2\n{url}",
        "dag_id": "user_automation",
        "run_id": RUN_ID,
        "task_id": "audit_run",
        "sentence": MISSING,
        "counts": {"published": 3000, "stored_postgres": 2998, "missing": 2},
        "url": url,
    }


@pytest.mark.parametrize(
    "connection",
    [
        "http://127.0.0.1:PORT/hooks/s3cret-path",
        '{"conn_type": "http", "host": "127.0.0.1", "port": PORT, "schema": "hooks/s3cret-path"}',
        '{"conn_type": "http", "host": "http://127.0.0.1:PORT/hooks/s3cret-path"}',
        '{"conn_type": "https", "host": "127.0.0.1:PORT/hooks/s3cret-path", "schema": "http"}',
    ],
)
def test_finds_the_address_however_the_connection_is_written(
    receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch, connection: str
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_FAILURES", connection.replace("PORT", str(receiver.server_port)))
    on_run_failure(WEBHOOK)(context())
    assert [path for path, _, _ in receiver.posted] == ["/hooks/s3cret-path"]


def test_names_the_first_task_that_failed_since_the_others_fail_for_its_sake(webhook: HttpReceiver) -> None:
    states = {"audit_run": "failed", "close_run": "failed", "publish_users": "upstream_failed", "open_run": "failed"}
    on_run_failure(WEBHOOK)(context(states, open_run={"error": "bad seed"}, audit_run={"error": "not proven"}))
    ((_, _, body),) = webhook.posted
    assert (body["task_id"], body["sentence"]) == ("open_run", "bad seed")


def test_keeps_hostile_text_text(webhook: HttpReceiver) -> None:
    on_run_failure(WEBHOOK)(context(audit_run={"error": HOSTILE}))
    ((_, _, body),) = webhook.posted
    assert body["sentence"] == HOSTILE_LINE
    assert body["text"].splitlines()[1] == HOSTILE_LINE


def test_cuts_what_is_too_long_to_be_read(webhook: HttpReceiver) -> None:
    on_run_failure(WEBHOOK)(context(audit_run={"error": "x" * 100_000}))
    assert len(webhook.posted[0][2]["sentence"]) == 2000


def test_tells_also_of_a_task_that_left_no_summary(webhook: HttpReceiver) -> None:
    on_run_failure(WEBHOOK)(context(audit_run=None))
    ((_, _, body),) = webhook.posted
    assert (body["task_id"], body["counts"]) == ("audit_run", {})
    assert body["sentence"].startswith("No sentence was left")


def test_is_called_by_airflow_also_where_no_task_of_the_run_failed(
    webhook: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_WEBHOOK_CONNECTION", "failures")
    request = DagCallbackRequest(
        filepath="user_automation.py",
        bundle_name="dags-folder",
        bundle_version=None,
        dag_id="user_automation",
        run_id=RUN_ID,
        msg="all_tasks_deadlocked",
    )
    processor._execute_dag_callbacks(DagBag(DAGS), request, MagicMock())
    ((_, _, body),) = webhook.posted
    assert body["text"].startswith(f"user_automation: run {RUN_ID} failed\n")


@pytest.mark.parametrize("status", [302, 404, 500])
def test_says_in_one_sentence_without_secrets_that_a_receiver_refused(
    webhook: HttpReceiver, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    webhook.status = status
    on_run_failure(WEBHOOK)(context())
    assert caplog.messages == [
        f"The webhook was not told that run {RUN_ID} failed: it answered with status {status}",
    ]


def test_says_that_a_receiver_is_away(
    webhook: HttpReceiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_FAILURES", "http://127.0.0.1:1/s3cret-path")
    on_run_failure(WEBHOOK)(context())
    assert caplog.messages == [f"The webhook was not told that run {RUN_ID} failed: ConnectError"]


def test_says_that_a_connection_is_not_there(caplog: pytest.LogCaptureFixture) -> None:
    on_run_failure({"NOTIFY_WEBHOOK_CONNECTION": "none"})(context())
    (message,) = caplog.messages
    assert message.startswith(f"The webhook was not told that run {RUN_ID} failed: The conn_id `none` isn't defined")


def test_waits_for_nobody_longer_than_it_said(
    webhook: HttpReceiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(failure_notice.callback, "PATIENCE_SECONDS", 0.5)
    webhook.slowness = 60
    begin = time.monotonic()
    on_run_failure(WEBHOOK)(context())
    assert time.monotonic() - begin < 10
    assert caplog.messages == [f"The webhook was not told that run {RUN_ID} failed: no answer within 0.5 s"]


def test_mails_the_same_to_everybody(mail: MailReceiver, caplog: pytest.LogCaptureFixture) -> None:
    on_run_failure(MAIL)(context())
    ((recipients, message),) = mail.mailed
    assert recipients == ["ops@example.com", "data@example.com"]
    assert message["From"] == "pipeline@example.com"
    assert message["To"] == "ops@example.com, data@example.com"
    assert message["Subject"] == f"user_automation: run {RUN_ID} failed in audit_run"
    (html,) = [part.get_content() for part in message.walk() if part.get_content_type() == "text/html"]
    url = "http://localhost:8080/dags/user_automation/runs/manual__2026-11-14T09%3A30%3A00%2B00%3A00"
    assert html.splitlines() == [
        f"<p>user_automation: run {RUN_ID} failed in audit_run</p>",
        f"<p>{MISSING}</p>",
        "<p>published 3,000, stored_postgres 2,998, missing 2</p>",
        f'<p><a href="{url}">{url}</a></p>',
    ]
    assert caplog.messages == []


def test_lets_hostile_text_add_no_header_and_no_markup_to_a_mail(mail: MailReceiver) -> None:
    hostile = context(audit_run={"error": HOSTILE}) | {"run_id": "r\r\nBcc: a@example.com\n\n<b>{{ 1 }}"}
    on_run_failure(MAIL)(hostile)
    ((recipients, message),) = mail.mailed
    assert recipients == ["ops@example.com", "data@example.com"]
    assert message["Subject"] == "user_automation: run r Bcc: a@example.com <b>{{ 1 }} failed in audit_run"
    assert sorted(message.keys()) == ["Content-Type", "Date", "From", "MIME-Version", "Subject", "To"]
    (html,) = [part.get_content() for part in message.walk() if part.get_content_type() == "text/html"]
    assert "&lt;b&gt;{{ 1 }}" in html
    assert "<b>" not in html


@pytest.mark.parametrize(("verb", "answer"), [("AUTH", "535 hunter2"), ("DATA", "554 hunter2"), ("MAIL", "451 later")])
def test_says_that_a_mail_server_refused(
    mail: MailReceiver, caplog: pytest.LogCaptureFixture, verb: str, answer: str
) -> None:
    mail.answers[verb] = answer
    on_run_failure(MAIL)(context())
    assert caplog.messages == [
        f"The mail server was not told that run {RUN_ID} failed: it answered with status {answer[:3]}"
    ]


def test_says_that_a_mail_has_nobody_to_be_from(
    mail: MailReceiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", smtp(mail.server_address[1], {}))
    on_run_failure(MAIL)(context())
    assert caplog.messages == [
        f"The mail server was not told that run {RUN_ID} failed:"
        " the connection smtp_default needs a from_email in its extra"
    ]


def test_says_the_same_in_slack(slack: HttpReceiver, caplog: pytest.LogCaptureFixture) -> None:
    on_run_failure(SLACK)(context())
    ((path, _, body),) = slack.posted
    assert path == "/services/T0/B0/s3cret"
    assert body.pop("text").splitlines() == [
        f"user_automation: run {RUN_ID} failed in audit_run",
        MISSING,
        "published 3,000, stored_postgres 2,998, missing 2",
        "http://localhost:8080/dags/user_automation/runs/manual__2026-11-14T09%3A30%3A00%2B00%3A00",
    ]
    assert body == {"unfurl_links": False}
    assert caplog.messages == []


def test_lets_hostile_text_call_nobody_in_slack(slack: HttpReceiver) -> None:
    on_run_failure(SLACK)(context(audit_run={"error": HOSTILE}))
    ((_, _, body),) = slack.posted
    assert body["text"].splitlines()[1] == HOSTILE_LINE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert "<!channel>" not in body["text"]


def test_says_in_one_sentence_that_slack_refused(slack: HttpReceiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    slack.status = 500
    on_run_failure(SLACK)(context())
    assert [message for message in caplog.messages if "not told" in message] == [
        f"The Slack webhook was not told that run {RUN_ID} failed: it answered with status 500"
    ]
    assert "s3cret" not in caplog.text
    assert "hunter2" not in caplog.text


def test_says_in_one_sentence_that_slack_is_away(
    slack: HttpReceiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_TEAM", '{"conn_type": "slackwebhook", "password": "http://127.0.0.1:1/s3cret"}')
    on_run_failure(SLACK)(context())
    assert caplog.messages == [f"The Slack webhook was not told that run {RUN_ID} failed: URLError"]


def test_tells_everybody_else_where_one_is_away(
    webhook: HttpReceiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", smtp(1, {"from_email": "a@example.com", "disable_ssl": True}))
    on_run_failure(MAIL | WEBHOOK)(context())
    assert len(webhook.posted) == 1
    assert caplog.messages == [f"The mail server was not told that run {RUN_ID} failed: ConnectionRefusedError"]


@pytest.mark.parametrize("value", ["ops", "ops@example.com;", "a@b, ", "a@b\nBcc: c@d", "Ops <ops@example.com>"])
def test_refuses_what_are_no_mail_addresses(value: str) -> None:
    with pytest.raises(ValueError, match="NOTIFY_MAIL_TO is not a list of mail addresses"):
        on_run_failure({"NOTIFY_MAIL_TO": value})


@pytest.mark.parametrize(("name", "provider"), [("NOTIFY_MAIL_TO", "smtp"), ("NOTIFY_SLACK_CONNECTION", "slack")])
def test_names_the_package_that_a_setting_needs_as_the_dags_import_error(
    monkeypatch: pytest.MonkeyPatch, name: str, provider: str
) -> None:
    monkeypatch.setenv(name, "ops@example.com" if name == "NOTIFY_MAIL_TO" else "team")
    monkeypatch.setattr("failure_notice.settings.find_spec", lambda _: None)
    bag = DagBag(DAGS)
    assert bag.dags == {}
    (error,) = bag.import_errors.values()
    assert error.strip().endswith(
        f"ValueError: {name} is set, but apache-airflow-providers-{provider} is not installed:"
        " install that package where the DAG processor runs, or take the variable away"
    )


def test_refuses_an_address_in_place_of_a_connection_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="NOTIFY_WEBHOOK_CONNECTION is not the id of an Airflow connection") as refused:
        on_run_failure({"NOTIFY_WEBHOOK_CONNECTION": "https://example.com/s3cret"})
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_WEBHOOK_CONNECTION": ""}, {"NOTIFY_WEBHOOK_CONNECTION": " "}])
def test_is_off_unless_it_is_asked_for(environment: dict[str, str]) -> None:
    assert on_run_failure(environment) is None


def test_costs_the_dag_nothing_while_it_is_off() -> None:
    """What Airflow itself imports of a provider is its description."""
    imported = "import sys, user_automation; print(user_automation.dag.on_failure_callback, *sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", imported], cwd=DAGS, capture_output=True, text=True, check=True, timeout=120
    )
    callback, *modules = ended.stdout.splitlines()[-1].split()
    senders = ("failure_notice.", "airflow.providers.slack.", "airflow.providers.smtp.", "aiosmtplib", "slack_sdk")
    assert callback == "None"
    assert [name for name in modules if name.startswith(senders) and not name.endswith(".get_provider_info")] == [
        "failure_notice.settings"
    ]
