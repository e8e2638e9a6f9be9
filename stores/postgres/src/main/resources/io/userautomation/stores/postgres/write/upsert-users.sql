-- One array per column, one element per row. A row is only ever replaced by a newer version of itself; how new a
-- version is, its Kafka timestamp and offset say. Instants come as milliseconds since 1970.
INSERT INTO "${table}" AS stored (
  id, first_name, last_name, gender, address, post_code, email, username, dob, registered_date, phone, picture,
  event_time, kafka_offset, ingested_at
)
SELECT
  id, first_name, last_name, gender, address, post_code, email, username,
  timestamptz 'epoch' + dob * interval '1 millisecond',
  timestamptz 'epoch' + registered_date * interval '1 millisecond',
  phone, picture,
  timestamptz 'epoch' + event_time * interval '1 millisecond',
  kafka_offset, now()
FROM unnest(
  ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
  ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[]
) AS incoming (
  id, first_name, last_name, gender, address, post_code, email, username, dob,
  registered_date, phone, picture, event_time, kafka_offset
)
ON CONFLICT (id) DO UPDATE SET
  first_name = excluded.first_name,
  last_name = excluded.last_name,
  gender = excluded.gender,
  address = excluded.address,
  post_code = excluded.post_code,
  email = excluded.email,
  username = excluded.username,
  dob = excluded.dob,
  registered_date = excluded.registered_date,
  phone = excluded.phone,
  picture = excluded.picture,
  event_time = excluded.event_time,
  kafka_offset = excluded.kafka_offset,
  -- When the user last changed: a newer record that says the same is a newer version, but no change.
  ingested_at = CASE
    WHEN (
      stored.first_name, stored.last_name, stored.gender, stored.address, stored.post_code,
      stored.email, stored.username, stored.dob, stored.registered_date, stored.phone,
      stored.picture
    ) IS DISTINCT FROM (
      excluded.first_name, excluded.last_name, excluded.gender, excluded.address,
      excluded.post_code, excluded.email, excluded.username, excluded.dob, excluded.registered_date,
      excluded.phone, excluded.picture
    ) THEN excluded.ingested_at
    ELSE stored.ingested_at
  END
WHERE (stored.event_time, stored.kafka_offset) < (excluded.event_time, excluded.kafka_offset)
