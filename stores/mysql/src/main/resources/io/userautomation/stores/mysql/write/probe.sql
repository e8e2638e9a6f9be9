SELECT @@global.read_only, (SELECT count(*) FROM (SELECT 1 FROM `${table}` LIMIT 1) AS any_row)
