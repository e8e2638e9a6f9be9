UPDATE user_data SET email = 'somebody@else.example' WHERE id = ?::uuid
