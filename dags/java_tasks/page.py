"""The page that an audit writes of its run, and the link to it."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from airflow.sdk import BaseOperator, BaseOperatorLink
from airflow.sdk.types import TaskInstanceKey


class RunPages:
    """
    One page for each run, in a folder that ``RUN_PAGES_FOLDER`` names; none without it.

    :param environ: ``RUN_PAGES_URL`` says where a browser finds that folder; else that folder itself is named
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.folder = environ.get("RUN_PAGES_FOLDER") or None
        self.url = environ.get("RUN_PAGES_URL") or (Path(self.folder).absolute().as_uri() if self.folder else None)

    @property
    def env(self) -> dict[str, str]:
        """What the audit is told, as a template."""
        return {"AUDIT_REPORT": f"{self.folder}/{{{{ run_id }}}}.html"} if self.folder else {}

    @property
    def links(self) -> list[BaseOperatorLink]:
        return [RunPageLink(self)] if self.folder else []


class RunPageLink(BaseOperatorLink):
    """A button of the task, which works once there is a page."""

    name = "Page of the run"

    def __init__(self, pages: RunPages) -> None:
        self._pages = pages

    def get_link(self, operator: BaseOperator, *, ti_key: TaskInstanceKey) -> str:
        page = f"{ti_key.run_id}.html"
        return f"{self._pages.url}/{quote(page)}" if Path(self._pages.folder, page).is_file() else ""
