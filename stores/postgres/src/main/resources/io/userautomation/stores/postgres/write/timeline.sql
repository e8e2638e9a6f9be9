-- Another one after a standby was promoted or a backup was restored to a point in time: such a server may lack rows that
-- its predecessor had acknowledged.
SELECT ltrim(left(pg_walfile_name(pg_current_wal_lsn()), 8), '0')
