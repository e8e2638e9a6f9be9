(`${table}`.event_time < incoming.event_time
    OR (`${table}`.event_time = incoming.event_time AND `${table}`.kafka_offset < incoming.kafka_offset))
