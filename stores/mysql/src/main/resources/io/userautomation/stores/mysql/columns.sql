-- The columns of a table in the connection's database, and what else a write must satisfy.
SELECT c.column_name                                                       AS column_name,
       CASE
         WHEN c.data_type IN ('char', 'varchar') THEN concat(c.data_type, '(', c.character_maximum_length, ')')
         WHEN c.data_type = 'datetime' THEN concat(c.data_type, '(', c.datetime_precision, ')')
         ELSE c.data_type
       END                                                                 AS column_type,
       c.character_set_name                                                AS character_set,
       c.is_nullable = 'NO' AND c.column_default IS NULL
         AND c.extra NOT LIKE '%auto_increment%' AND c.extra NOT LIKE '%GENERATED%' AS refuses_null,
       c.column_key = 'PRI'                                                AS in_primary_key,
       t.table_type                                                        AS kind,
       t.engine                                                            AS engine
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema = DATABASE() AND c.table_name = ?
ORDER BY c.ordinal_position
