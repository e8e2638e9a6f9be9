-- One row per user, the newest version of it, for analytics. Instants are in UTC; a timestamp column would end in 2038.
CREATE TABLE IF NOT EXISTS `${table}` (
  id              char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  first_name      text,
  last_name       text,
  gender          text,
  address         text,
  post_code       text,
  email           text,
  username        text,
  dob             datetime(3),
  registered_date datetime(3),
  phone           text,
  picture         text,
  event_time      datetime(3) NOT NULL COMMENT 'Kafka timestamp of the record that this version came with, in UTC',
  kafka_offset    bigint      NOT NULL COMMENT 'Kafka offset of that record; orders versions of the same event_time',
  ingested_at     datetime(6) NOT NULL COMMENT 'When this row was last changed, in UTC'
)
ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
COMMENT = 'Users, newest version of each; written by the Spark job';
