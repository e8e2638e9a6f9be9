package io.userautomation.audit.page;

import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The quality of all fields. Of a record that isn't valid, the field counts that its refusal names. */
public final class DataQuality {

    private final Map<UserField, FieldCounts> fields = new EnumMap<>(UserField.class);
    private long unreadable;

    public DataQuality() {
        for (UserField field : UserField.values()) {
            fields.put(field, new FieldCounts(field));
        }
    }

    public void add(UserRecord user) {
        fields.forEach((field, counts) -> counts.add(field.of(user)));
    }

    /**
     * Counts a record that isn't valid.
     *
     * @param reason the validator's sentence
     */
    public void addInvalid(String reason) {
        int space = reason.indexOf(' ');
        UserField field = space < 0 ? null : UserField.withKey(reason.substring(0, space));
        if (field == null) {
            unreadable++;
        } else {
            fields.get(field).addBroken(reason.substring(space + 1));
        }
    }

    public List<FieldQuality> fields() {
        return fields.values().stream().map(FieldCounts::quality).toList();
    }

    /** Records that aren't a JSON object with a record's fields. */
    public long unreadable() {
        return unreadable;
    }
}
