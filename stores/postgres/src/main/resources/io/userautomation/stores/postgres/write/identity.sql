SELECT (SELECT oid FROM pg_database WHERE datname = current_database()), to_regclass(quote_ident(?))::oid
