SET SESSION
  -- What does not fit is refused, whatever the server's default.
  sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  time_zone = '+00:00',
  lock_wait_timeout = ${lock_seconds},
  innodb_lock_wait_timeout = ${lock_seconds}
  -- MariaDB alone gives up a statement by itself; MySQL alone keeps old figures of tables.
  /*M! , max_statement_time = ${statement_seconds} */
  /*!80000 , information_schema_stats_expiry = 0 */
