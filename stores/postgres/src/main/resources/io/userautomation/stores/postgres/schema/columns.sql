-- The columns of a table found by the connection's search path, and what else a write must satisfy.
SELECT a.attname                                      AS column_name,
       format_type(a.atttypid, a.atttypmod)           AS column_type,
       a.attnotnull                                   AS not_null,
       a.atthasdef OR a.attidentity <> ''             AS has_default,
       coalesce(a.attnum = ANY (i.indkey), false)     AS in_primary_key,
       c.relkind                                      AS kind
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.oid = to_regclass(quote_ident(?))
ORDER BY a.attnum
