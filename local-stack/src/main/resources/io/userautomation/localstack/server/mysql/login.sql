
DELETE FROM mysql.global_priv WHERE user = 'root';
FLUSH PRIVILEGES;
CREATE DATABASE user_data CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER user_automation@127.0.0.1 IDENTIFIED BY '@password@';
GRANT ALL ON *.* TO user_automation@127.0.0.1 WITH GRANT OPTION;
