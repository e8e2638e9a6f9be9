#!/usr/bin/env bash
# Run once by the postgres image, when its volume is empty: a database and a user each for Airflow and for the users.
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --quiet <<'SQL'
\getenv airflow_password AIRFLOW_DB_PASSWORD
\getenv user_data_password USER_DATA_PASSWORD
CREATE ROLE airflow LOGIN PASSWORD :'airflow_password';
CREATE DATABASE airflow OWNER airflow;
CREATE ROLE user_data LOGIN PASSWORD :'user_data_password';
CREATE DATABASE user_data OWNER user_data;
REVOKE CONNECT ON DATABASE airflow, user_data FROM PUBLIC;
SQL
