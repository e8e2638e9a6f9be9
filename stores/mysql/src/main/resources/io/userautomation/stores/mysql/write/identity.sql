-- MySQL draws a name for each server; MariaDB's servers have only the number that the operator gave them.
SELECT concat(/*M! @@server_id */ /*!80000 @@server_uuid */), table_schema, create_time
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_name = ?
