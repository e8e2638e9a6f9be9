"""What OpenLineage calls the data sets that the assets stand for: https://openlineage.io/docs/spec/naming."""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from airflow.sdk import Asset

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage

# The jars' own defaults, which docs/configuration.md lists.
DEFAULTS = {
    "RANDOM_USER_API_URL": "https://randomuser.me/api/1.4/",
    "KAFKA_BOOTSTRAP_SERVERS": "localhost:9092",
    "USERS_TOPIC": "users_created",
    "CASSANDRA_CONTACT_POINTS": "localhost:9042",
    "CASSANDRA_KEYSPACE": "spark_streams",
    "CASSANDRA_TABLE": "created_users",
    "POSTGRES_URL": "jdbc:postgresql://localhost:5432/user_data",
    "POSTGRES_TABLE": "user_data",
    "MYSQL_URL": "jdbc:mysql://localhost:3306/user_data",
    "MYSQL_TABLE": "user_data",
}


def data_set(asset: Asset, environ: Mapping[str, str]) -> tuple[str, str]:
    """
    Namespace and name: a server and what it holds, by the settings of the jars. Nothing that an URL's query has.

    An asset that is no server's, as the proven users, keeps the name that Airflow has for it.
    """
    setting = {name: environ.get(name) or default for name, default in DEFAULTS.items()}
    match asset.name:
        case "random_user_api":
            api = urlsplit(setting["RANDOM_USER_API_URL"])
            return f"{api.scheme}://{api.netloc}", api.path
        case "users_topic":
            return f"kafka://{first(setting['KAFKA_BOOTSTRAP_SERVERS'])}", setting["USERS_TOPIC"]
        case "users_in_cassandra":
            place = f"{setting['CASSANDRA_KEYSPACE']}.{setting['CASSANDRA_TABLE']}"
            return f"cassandra://{first(setting['CASSANDRA_CONTACT_POINTS'])}", place
        case "users_in_postgres":
            database = urlsplit(setting["POSTGRES_URL"].removeprefix("jdbc:"))
            name = f"{database.path.removeprefix('/')}.public.{setting['POSTGRES_TABLE']}"
            return f"postgres://{first(database.netloc)}", name
        case "users_in_mysql":
            database = urlsplit(setting["MYSQL_URL"].removeprefix("jdbc:"))
            return f"mysql://{first(database.netloc)}", f"{database.path.removeprefix('/')}.{setting['MYSQL_TABLE']}"
    scheme, name = asset.uri.split("://", 1)
    return f"{scheme}://", name


def first(addresses: str) -> str:
    return addresses.split(",", maxsplit=1)[0].strip()


class WithLineage:
    """An operator that tells OpenLineage's provider of its inlets and outlets; without the provider nobody asks."""

    inlets: list[Any]
    outlets: list[Any]

    def get_openlineage_facets_on_start(self) -> "OperatorLineage":
        # Nothing of the provider may be needed where it isn't installed.
        from airflow.providers.openlineage.extractors import OperatorLineage  # noqa: PLC0415
        from openlineage.client.event_v2 import Dataset  # noqa: PLC0415

        def named(assets: Iterable[Asset]) -> list[Dataset]:
            return [Dataset(*data_set(asset, os.environ)) for asset in assets]

        return OperatorLineage(inputs=named(self.inlets), outputs=named(self.outlets))
