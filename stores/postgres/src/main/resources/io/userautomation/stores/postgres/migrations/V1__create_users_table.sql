-- One row per user, the newest version of it, for analytics.
CREATE TABLE IF NOT EXISTS "${table}" (
  id              uuid PRIMARY KEY,
  first_name      text,
  last_name       text,
  gender          text,
  address         text,
  post_code       text,
  email           text,
  username        text,
  dob             timestamptz,
  registered_date timestamptz,
  phone           text,
  picture         text,
  event_time      timestamptz NOT NULL,
  kafka_offset    bigint      NOT NULL,
  ingested_at     timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE "${table}" IS 'Users, newest version of each; written by the Spark job';
COMMENT ON COLUMN "${table}".event_time IS 'Kafka timestamp of the record that this version came with';
COMMENT ON COLUMN "${table}".kafka_offset IS 'Kafka offset of that record; orders versions of the same event_time';
COMMENT ON COLUMN "${table}".ingested_at IS 'When this row was last changed';
