"""Runs one component of Airflow, in this process, after what must come before it; see entrypoint.sh."""

import atexit
import ctypes
import gc
import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import httpx
from airflow import settings
from airflow.__main__ import main as airflow_main
from airflow.configuration import conf
from airflow.executors.base_executor import get_execution_api_server_url
from airflow.utils import db
from sqlalchemy.exc import OperationalError

USERNAME = "AIRFLOW_ADMIN_USERNAME"
PASSWORD = "AIRFLOW_ADMIN_PASSWORD"
PASSWORD_FILE = "AIRFLOW_ADMIN_PASSWORD_FILE"
TIMEOUT = "AIRFLOW_START_TIMEOUT"
LONGEST_TIMEOUT = 3600

PR_SET_PDEATHSIG = 1


def say(sentence: str) -> None:
    print(f"entrypoint: {sentence}", file=sys.stderr, flush=True)


def fail(status: int, sentence: str) -> NoReturn:
    say(sentence)
    raise SystemExit(status)


def start_timeout() -> int:
    text = os.environ.get(TIMEOUT) or "120"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST_TIMEOUT):
        fail(2, f"{TIMEOUT} ({text}) must be a whole number of seconds from 1 to {LONGEST_TIMEOUT}")
    return int(text)


def admin_password() -> str:
    path = os.environ.get(PASSWORD_FILE)
    if path:
        try:
            password = Path(path).read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as e:
            fail(2, f"{PASSWORD_FILE} ({path}) can't be read: {e}")
    else:
        password = os.environ.get(PASSWORD) or ""
    if not password:
        fail(2, f"Users are kept in the database, and the first one has no password: set {PASSWORD} or {PASSWORD_FILE}")
    return password


def wait_for_database(seconds: int) -> None:
    engine = settings.get_engine()
    place = engine.url.render_as_string(hide_password=True)
    end = time.monotonic() + seconds
    said = False
    while True:
        try:
            with engine.connect():
                return
        except OperationalError as e:
            if time.monotonic() > end:
                fail(1, f"The metadata database {place} could not be reached within {seconds} s: {e.orig}")
            if not said:
                say(f"waiting up to {seconds} s for the metadata database {place}")
                said = True
            time.sleep(0.5)


def wait_for_api_server(seconds: int) -> None:
    """A task that can't reach it loses a try within seconds, also one that only waited for a scheduler to start."""
    place = get_execution_api_server_url()
    end = time.monotonic() + seconds
    while True:
        try:
            # Not through a proxy: those of the environment are for the Internet.
            httpx.get(place.rstrip("/") + "/health", timeout=5, trust_env=False).raise_for_status()
            return
        except httpx.HTTPError as e:
            if time.monotonic() > end:
                fail(1, f"The api-server {place}, which every task needs, did not answer within {seconds} s: {e}")
            time.sleep(0.2)


def wait_for_migration(seconds: int) -> None:
    try:
        db.check_migrations(seconds)
    except TimeoutError as e:
        fail(1, f"The metadata database was not migrated within {seconds} s; entrypoint.sh migrate does that: {e}")


def airflow(*arguments: str) -> None:
    """What the command `airflow` does."""
    sys.argv = ["airflow", *arguments]
    airflow_main()


def create_admin(password: str) -> None:
    # A provider that only those need whose users are in the database.
    from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder  # noqa: PLC0415

    # It says in a line each that it has made some 300 permissions.
    logging.getLogger("airflow.providers.fab.auth_manager.security_manager.override").setLevel(logging.WARNING)
    name = os.environ.get(USERNAME) or "admin"
    with get_application_builder() as builder:
        users = builder.sm
        if users.find_user(name):
            say(f"user {name} exists already and keeps the password")
            return
        users.add_user(name, name, "", f"{name}@localhost", users.find_role("Admin"), password)
        if not users.find_user(name):
            fail(1, f"User {name} could not be created; the lines above say why")
        say(f"user {name} created")


def migrate() -> None:
    users_in_database = conf.get("core", "auth_manager").endswith(".FabAuthManager")
    password = admin_password() if users_in_database else ""
    wait_for_database(start_timeout())
    airflow("db", "migrate")
    if users_in_database:
        create_admin(password)


def end_children_with_parents() -> None:
    """From here on whatever is forked ends with its parent, also where that is killed: Airflow doesn't see to that."""
    if sys.platform.startswith("linux"):
        prctl = ctypes.CDLL(None).prctl
        os.register_at_fork(after_in_child=lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL))


def main(component: str, *arguments: str) -> None:
    if component in ("migrate", "api-server"):
        migrate()
    else:
        seconds = start_timeout()
        wait_for_database(seconds)
        if component == "scheduler":
            wait_for_api_server(seconds)
        wait_for_migration(seconds)
    if component != "migrate":
        # At its end Python would look for garbage among all of Airflow's objects, for seconds.
        atexit.register(gc.freeze)
        end_children_with_parents()
        airflow(component, *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
