DELETE FROM user_data WHERE id = ?::uuid
