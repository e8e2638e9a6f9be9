SELECT attname, format_type(atttypid, NULL)
FROM pg_attribute
WHERE attrelid = to_regclass(quote_ident(?)) AND attnum > 0 AND NOT attisdropped
