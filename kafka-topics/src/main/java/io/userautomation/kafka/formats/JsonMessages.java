package io.userautomation.kafka.formats;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.nio.ByteBuffer;

/** JSON behind a schema's id. Our rules are at least as strict as the schema's, which is not looked at. */
final class JsonMessages implements MessageCodec {

    @Override
    public Validation read(FramedValue framed) {
        byte[] json = new byte[framed.message().remaining()];
        framed.message().get(json);
        return UserRecordParser.parse(json);
    }

    @Override
    public ByteBuffer write(UserRecord user) {
        return ByteBuffer.wrap(UserRecordJson.writeBytes(user));
    }
}
