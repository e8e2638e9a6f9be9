SELECT id, first_name, last_name, gender, address, post_code, email, username, phone, picture,
       dob, registered_date, event_time, kafka_offset
FROM `${table}`
WHERE id IN (${ids})
