SELECT pg_is_in_recovery(), (SELECT count(*) FROM (SELECT 1 FROM "${table}" LIMIT 1) AS any_row)
