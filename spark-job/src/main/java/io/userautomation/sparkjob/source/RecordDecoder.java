package io.userautomation.sparkjob.source;

import io.userautomation.kafka.headers.PublishedAt;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.IncomingRecord.Header;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Turns rows of Spark's Kafka source into records, bytes untouched. */
public final class RecordDecoder {

    /** The columns, in the order read below. */
    static final String[] COLUMNS = {"topic", "partition", "offset", "timestamp", "key", "value", "headers"};

    private static final int TOPIC = 0;
    private static final int PARTITION = 1;
    private static final int OFFSET = 2;
    private static final int TIMESTAMP = 3;
    private static final int KEY = 4;
    private static final int VALUE = 5;
    private static final int HEADERS = 6;

    private RecordDecoder() {}

    /** One at a time: a batch's partition is never held as a whole. */
    public static Iterator<IncomingRecord> decode(Iterator<Row> rows) {
        return mapped(rows, RecordDecoder::decode);
    }

    static IncomingRecord decode(Row row) {
        List<Header> headers = headers(row);
        return new IncomingRecord(
                row.getString(TOPIC),
                row.getInt(PARTITION),
                row.getLong(OFFSET),
                PublishedAt.ofRecord(
                        name -> IncomingRecord.last(headers, name),
                        row.getTimestamp(TIMESTAMP).getTime()),
                row.getAs(KEY),
                row.getAs(VALUE),
                headers);
    }

    private static List<Header> headers(Row row) {
        if (row.isNullAt(HEADERS)) {
            return List.of();
        }
        List<Header> headers = new ArrayList<>();
        for (Row header : row.<Row>getList(HEADERS)) {
            headers.add(new Header(header.getString(0), header.getAs(1)));
        }
        return headers;
    }

    private static <A, B> Iterator<B> mapped(Iterator<A> items, Function<A, B> function) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public B next() {
                return function.apply(items.next());
            }
        };
    }
}
