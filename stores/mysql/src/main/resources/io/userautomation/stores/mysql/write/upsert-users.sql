-- One JSON array, an object per row, without what is null. A row is only ever replaced by a newer version of itself; how
-- new a version is, its Kafka timestamp and offset say. Instants come in UTC.
--
-- Both servers take rows from JSON_TABLE and name them in the update. MariaDB lacks MySQL's row alias, and MySQL means to drop
-- VALUES(), which MariaDB has. Assignments see those before them: what the comparison looks at comes last. A collation is named
-- since that of a table that others made need not go with the connection's.
INSERT INTO `${table}` (
  id, first_name, last_name, gender, address, post_code, email, username, dob, registered_date, phone, picture,
  event_time, kafka_offset, ingested_at
)
SELECT
  id, first_name, last_name, gender, address, post_code, email, username, dob, registered_date, phone, picture,
  event_time, kafka_offset, UTC_TIMESTAMP(6)
FROM JSON_TABLE(?, '$[*]' COLUMNS (
  id char(36) PATH '$.id' ERROR ON ERROR,
  first_name text PATH '$.first_name' ERROR ON ERROR,
  last_name text PATH '$.last_name' ERROR ON ERROR,
  gender text PATH '$.gender' ERROR ON ERROR,
  address text PATH '$.address' ERROR ON ERROR,
  post_code text PATH '$.post_code' ERROR ON ERROR,
  email text PATH '$.email' ERROR ON ERROR,
  username text PATH '$.username' ERROR ON ERROR,
  dob datetime(3) PATH '$.dob' ERROR ON ERROR,
  registered_date datetime(3) PATH '$.registered_date' ERROR ON ERROR,
  phone text PATH '$.phone' ERROR ON ERROR,
  picture text PATH '$.picture' ERROR ON ERROR,
  event_time datetime(3) PATH '$.event_time' ERROR ON ERROR,
  kafka_offset bigint PATH '$.kafka_offset' ERROR ON ERROR
)) AS incoming
ON DUPLICATE KEY UPDATE
  -- When the user last changed: a newer record that says the same is a newer version, but no change.
  ingested_at = IF(${newer} AND NOT (
    CAST(`${table}`.first_name AS BINARY) <=> CAST(incoming.first_name AS BINARY)
    AND CAST(`${table}`.last_name AS BINARY) <=> CAST(incoming.last_name AS BINARY)
    AND CAST(`${table}`.gender AS BINARY) <=> CAST(incoming.gender AS BINARY)
    AND CAST(`${table}`.address AS BINARY) <=> CAST(incoming.address AS BINARY)
    AND CAST(`${table}`.post_code AS BINARY) <=> CAST(incoming.post_code AS BINARY)
    AND CAST(`${table}`.email AS BINARY) <=> CAST(incoming.email AS BINARY)
    AND CAST(`${table}`.username AS BINARY) <=> CAST(incoming.username AS BINARY)
    AND `${table}`.dob <=> incoming.dob
    AND `${table}`.registered_date <=> incoming.registered_date
    AND CAST(`${table}`.phone AS BINARY) <=> CAST(incoming.phone AS BINARY)
    AND CAST(`${table}`.picture AS BINARY) <=> CAST(incoming.picture AS BINARY)
  ), UTC_TIMESTAMP(6), `${table}`.ingested_at),
  first_name = IF(${newer}, incoming.first_name COLLATE utf8mb4_bin, `${table}`.first_name),
  last_name = IF(${newer}, incoming.last_name COLLATE utf8mb4_bin, `${table}`.last_name),
  gender = IF(${newer}, incoming.gender COLLATE utf8mb4_bin, `${table}`.gender),
  address = IF(${newer}, incoming.address COLLATE utf8mb4_bin, `${table}`.address),
  post_code = IF(${newer}, incoming.post_code COLLATE utf8mb4_bin, `${table}`.post_code),
  email = IF(${newer}, incoming.email COLLATE utf8mb4_bin, `${table}`.email),
  username = IF(${newer}, incoming.username COLLATE utf8mb4_bin, `${table}`.username),
  dob = IF(${newer}, incoming.dob, `${table}`.dob),
  registered_date = IF(${newer}, incoming.registered_date, `${table}`.registered_date),
  phone = IF(${newer}, incoming.phone COLLATE utf8mb4_bin, `${table}`.phone),
  picture = IF(${newer}, incoming.picture COLLATE utf8mb4_bin, `${table}`.picture),
  kafka_offset = IF(${newer}, incoming.kafka_offset, `${table}`.kafka_offset),
  event_time = GREATEST(`${table}`.event_time, incoming.event_time)
