INSERT INTO user_data (id, first_name, last_name, gender, address, post_code, email, username, dob, registered_date,
                       phone, picture, event_time, kafka_offset)
VALUES (?::uuid, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?)
